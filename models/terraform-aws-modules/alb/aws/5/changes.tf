# Security groups came with version 8.

variable "create_security_group" { default = false }
