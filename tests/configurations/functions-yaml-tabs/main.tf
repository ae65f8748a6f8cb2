output "tabs" {
  value = [
    try(yamldecode("\t- a"), "refused"),
    try(yamldecode("a:\n\t- a"), "refused"),
    try(yamldecode("a:\tb"), "refused"),
    try(yamldecode("- a\n\t- b"), "refused"),
    try(yamldecode("\ta: b"), "refused"),
    try(yamldecode("[\t1,\n\t2]"), "refused"),
    try(yamldecode("\t"), "refused"),
    try(yamldecode("a: |\n\tx"), "refused"),
    try(yamldecode("-\ta"), "refused"),
    try(yamldecode("-\t- a"), "refused"),
    try(yamldecode("a:\n  b\n\tc"), "refused"),
    try(yamldecode("\tabc"), "refused"),
    try(yamldecode("?\ta"), "refused"),
    try(yamldecode("a: b\t# c"), "refused"),
    try(yamldecode("a: b\n\t# c\nd: e"), "refused"),
    try(yamldecode("a: \"x\n\ty\""), "refused"),
  ]
}
