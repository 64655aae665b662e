"""The menus: every action of the window with its key, and what stands behind those that are no other part's own."""
