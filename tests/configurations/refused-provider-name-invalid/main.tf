provider "terra form" { }
