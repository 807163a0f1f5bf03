/**
 * The organization whose trail is read: large enough to have outsiders of all kinds, and quick to judge.
 */
export const ESTATE = { accounts: 50, rolesPerAccount: 40 };
