"""Flights: sessions flown over a socket. `pilot` flies, in processes of its own; `manager` keeps and finds them."""
