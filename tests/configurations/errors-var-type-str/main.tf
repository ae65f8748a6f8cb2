variable "v" { type = "string" }
