variable "a" {
  type = number
  sensitive = true
}
