# What changed with version 5.

variable "validation_method" { default = null }
