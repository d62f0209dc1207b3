"""Staff accounts: who may sign in, what each may do, and which browsers are signed in."""
