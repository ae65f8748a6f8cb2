variable "a" { default = 4 }
