variable "settings" { default = 1 }
