"""The report of consultation hours as it leaves konsult: tables and charts."""
