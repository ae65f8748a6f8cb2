resource "terraform_data" "a" {
  provisioner "remote-exec" {
    inline = ["x"]
    connection { host = "x" }
    connection { host = "y" }
  }
}
