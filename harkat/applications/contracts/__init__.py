"""From the accepted offer over the contract to the money in the borrowers' hands."""
