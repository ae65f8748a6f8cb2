resource "terraform_data" "a" {
  connection {
    hst = "x"
  }
  provisioner "remote-exec" {
    inline = ["a"]
  }
}
