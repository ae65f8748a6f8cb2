resource "terraform_data" "a" {
  provisioner "chef" {
    command = "x"
  }
}
