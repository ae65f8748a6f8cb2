output "o" {
  value = [for x in [] :
    terraform_data.nope.id
  ]
}
