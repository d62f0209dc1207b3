"""People and programs at the counter: the owners' web page, REST and MCP, around one shared `Desk`."""
