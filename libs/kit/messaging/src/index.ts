export { createMessaging, type CreateMessagingOptions } from './create-messaging.js';
export { MessagingUnavailable } from './messaging-unavailable.error.js';
export type { MessageHandler, Messaging, MessagingHealth, MessagingLogger, Subscription } from './messaging.port.js';
