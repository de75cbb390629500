"""The authority's file of shortages on its way in; who is told when it does not come."""
