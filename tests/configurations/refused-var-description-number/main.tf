variable "a" {
  default = 1
  description = ["x"]
}
