variable "in" {}
variable "late" { default = "unset" }
resource "terraform_data" "r" { input = "${var.in}+${var.late}" }
output "early" { value = "<${var.in}>" }
output "late" { value = "[${var.late}] ${terraform_data.r.input}" }
