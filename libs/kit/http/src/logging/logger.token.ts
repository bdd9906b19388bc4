/** Injects the app's `Logger`: `@Inject(LOGGER) logger: Logger`. */
export const LOGGER = Symbol('caregate:logger');
