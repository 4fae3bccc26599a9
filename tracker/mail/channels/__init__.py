"""Channels beside mail: short texts of counts to a region's chat group, SMS gateway or message server."""
