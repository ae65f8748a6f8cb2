variable "x" { ephemeral = true }
