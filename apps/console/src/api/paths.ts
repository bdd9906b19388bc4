/** Every address that the console asks, all at its own origin. */
export const paths = {
  status: '/auth/status',
  providers: '/auth/providers',
  signOut: '/auth/logout',
  access: '/account/access',
  grants: '/account/grants',
  breakGlass: '/account/break-glass',
  emergencyReviews: '/access/break-glass',
  users: '/users',
  roles: '/roles',
  auditTrail: '/audit/events',
  auditEventNames: '/audit/events/names',
  agents: '/agents/api/v1/agents',
  tasks: '/agents/api/v1/tasks',
  pipelines: '/agents/api/v1/pipelines',
  /** Socket.IO's; what is told there is only that something changed. */
  news: '/agents/socket.io',
} as const;
