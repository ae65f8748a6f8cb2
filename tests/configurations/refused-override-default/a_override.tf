
variable "a" {
  default = "x"
}
