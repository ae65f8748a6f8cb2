terraform {
  cloud {
    workspaces { name = "x" }
  }
  backend "local" {}
}
