"""Reads the authority's file of drug shortages: open data of Läkemedelsverket, XML of version 3."""
