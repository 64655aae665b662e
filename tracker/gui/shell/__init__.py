"""The window around the screens: menus, commands, header, navigation."""
