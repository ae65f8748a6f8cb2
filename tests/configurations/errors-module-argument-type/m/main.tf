variable "in" { type = number }
