/** An error that the user can mend: the message says what is wrong and what to do, and needs no stack. */
export class UsersError extends Error {}
