locals { x = 1 }
resource "terraform_data" "a" { depends_on = [local.x, local.y] }
