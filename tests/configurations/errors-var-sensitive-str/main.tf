variable "v" { sensitive = "maybe" }
