"""From a `Reply` to HTML that is safe to show: every value is escaped, and only our own templates make markup."""
