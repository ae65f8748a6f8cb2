variable "v" {
  type     = string
  default  = "dflt"
  nullable = false
}
variable "w" {
  type    = string
  default = null
}
output "o" { value = var.v }
output "nothing" { value = var.w }
