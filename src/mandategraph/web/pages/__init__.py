"""The pages: one module a page, or a few that belong together; each reads the address, asks explore/ and renders."""
