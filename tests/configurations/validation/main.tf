variable "port" {
  type = number
  validation {
    condition     = var.port > 1024 && var.port < 65536
    error_message = "The port ${var.port} is out of range."
  }
  validation {
    condition     = var.env == "prod" ? var.port == 8080 : true
    error_message = "In production the port is 8080."
  }
}
variable "env" {
  type = string
  validation {
    condition     = contains(["prod", "dev"], var.env)
    error_message = "Unknown environment."
  }
}
output "o" { value = "${var.env}:${var.port}" }
