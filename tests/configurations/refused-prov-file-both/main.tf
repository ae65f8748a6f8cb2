resource "terraform_data" "a" {
  connection { host = "x" }
  provisioner "file" {
    source = "x"
    content = "y"
    destination = "y"
  }
}
