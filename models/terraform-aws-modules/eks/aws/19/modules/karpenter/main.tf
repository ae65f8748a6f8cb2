# Not modelled before version 20.
