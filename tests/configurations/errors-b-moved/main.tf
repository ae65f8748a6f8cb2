moved {
  from = terraform_data.old
  to   = terraform_data.new
}
removed {
  from = terraform_data.gone
  lifecycle { destroy = false }
}
resource "terraform_data" "new" { input = 1 }
check "c" {
  assert {
    condition     = terraform_data.new.input == 1
    error_message = "bad ${terraform_data.new.input}"
  }
}
output "o" {
  value = terraform_data.new.input
  precondition {
    condition     = 1 == 1
    error_message = "x"
  }
}
