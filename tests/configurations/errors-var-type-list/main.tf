variable "v" { type = "list" }
