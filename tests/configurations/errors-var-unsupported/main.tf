variable "v" { defualt = 1 }
