variable "1x" {}
