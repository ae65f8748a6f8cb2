provider "aws" { region = "x" }
