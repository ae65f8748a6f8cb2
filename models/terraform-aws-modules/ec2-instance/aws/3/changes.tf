# What differs between versions.

variable "create_security_group" { default = false }
