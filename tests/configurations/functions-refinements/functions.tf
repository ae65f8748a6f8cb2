# What is known of results that are not known: that they are not null, how they begin, how long they are.
output "abs" {
  value = [
    abs(local.num) == null,
    abs(local.len) == null,
    abs(local.out) == null,
    abs(local.id) == null,
    abs(local.num) >= 0,
    abs(local.num) < 0,
    abs(local.num) > 2,
    abs(local.len) >= 0,
    abs(local.len) < 0,
    abs(local.len) > 2,
  ]
}
output "alltrue" {
  value = [
    alltrue(local.list) == null,
    alltrue(local.set) == null,
    alltrue(local.out) == null,
    alltrue([local.out]) == null,
  ]
}
output "anytrue" {
  value = [
    anytrue(local.list) == null,
    anytrue(local.set) == null,
    anytrue(local.out) == null,
    anytrue([local.out]) == null,
  ]
}
output "base64decode" {
  value = [
    base64decode(local.id) == null,
    base64decode(local.maybe) == null,
    base64decode(local.pre) == null,
    base64decode(local.out) == null,
    startswith(base64decode(local.id), "a"),
    startswith(base64decode(local.id), "x-"),
    startswith(base64decode(local.id), "pre-"),
    startswith(base64decode(local.id), "/"),
    base64decode(local.id) == "",
    startswith(base64decode(local.maybe), "a"),
  ]
}
output "base64encode" {
  value = [
    base64encode(local.id) == null,
    base64encode(local.maybe) == null,
    base64encode(local.pre) == null,
    base64encode(local.out) == null,
    startswith(base64encode(local.id), "a"),
    startswith(base64encode(local.id), "x-"),
    startswith(base64encode(local.id), "pre-"),
    startswith(base64encode(local.id), "/"),
    base64encode(local.id) == "",
    startswith(base64encode(local.maybe), "a"),
  ]
}
output "base64gzip" {
  value = [
    base64gzip(local.id) == null,
    base64gzip(local.maybe) == null,
    base64gzip(local.pre) == null,
    base64gzip(local.out) == null,
    startswith(base64gzip(local.id), "a"),
    startswith(base64gzip(local.id), "x-"),
    startswith(base64gzip(local.id), "pre-"),
    startswith(base64gzip(local.id), "/"),
    base64gzip(local.id) == "",
    startswith(base64gzip(local.maybe), "a"),
  ]
}
output "base64sha256" {
  value = [
    base64sha256(local.id) == null,
    base64sha256(local.maybe) == null,
    base64sha256(local.pre) == null,
    base64sha256(local.out) == null,
    startswith(base64sha256(local.id), "a"),
    startswith(base64sha256(local.id), "x-"),
    startswith(base64sha256(local.id), "pre-"),
    startswith(base64sha256(local.id), "/"),
    base64sha256(local.id) == "",
    startswith(base64sha256(local.maybe), "a"),
  ]
}
output "base64sha512" {
  value = [
    base64sha512(local.id) == null,
    base64sha512(local.maybe) == null,
    base64sha512(local.pre) == null,
    base64sha512(local.out) == null,
    startswith(base64sha512(local.id), "a"),
    startswith(base64sha512(local.id), "x-"),
    startswith(base64sha512(local.id), "pre-"),
    startswith(base64sha512(local.id), "/"),
    base64sha512(local.id) == "",
    startswith(base64sha512(local.maybe), "a"),
  ]
}
output "basename" {
  value = [
    basename(local.id) == null,
    basename(local.maybe) == null,
    basename(local.pre) == null,
    basename(local.out) == null,
    startswith(basename(local.id), "a"),
    startswith(basename(local.id), "x-"),
    startswith(basename(local.id), "pre-"),
    startswith(basename(local.id), "/"),
    basename(local.id) == "",
    startswith(basename(local.maybe), "a"),
  ]
}
output "bcrypt" {
  value = [
    bcrypt(local.id) == null,
    bcrypt(local.maybe) == null,
    bcrypt(local.pre) == null,
    bcrypt(local.out) == null,
    bcrypt("") == null,
    bcrypt(1) == null,
    bcrypt(true) == null,
    bcrypt("x", 5) == null,
    bcrypt(local.id, 5) == null,
    bcrypt(local.maybe, 5) == null,
    bcrypt(local.pre, 5) == null,
    bcrypt(local.out, 5) == null,
    bcrypt("", 5) == null,
    bcrypt(1, 5) == null,
    startswith(bcrypt(local.id), "a"),
    startswith(bcrypt(local.id), "x-"),
    startswith(bcrypt(local.id), "pre-"),
    startswith(bcrypt(local.id), "/"),
    bcrypt(local.id) == "",
    startswith(bcrypt(local.maybe), "a"),
  ]
}
output "ceil" {
  value = [
    ceil(local.num) == null,
    ceil(local.len) == null,
    ceil(local.out) == null,
    ceil(local.id) == null,
    ceil(local.num) >= 0,
    ceil(local.num) < 0,
    ceil(local.num) > 2,
    ceil(local.len) >= 0,
    ceil(local.len) < 0,
    ceil(local.len) > 2,
  ]
}
output "chomp" {
  value = [
    chomp(local.id) == null,
    chomp(local.maybe) == null,
    chomp(local.pre) == null,
    chomp(local.out) == null,
    startswith(chomp(local.id), "a"),
    startswith(chomp(local.id), "x-"),
    startswith(chomp(local.id), "pre-"),
    startswith(chomp(local.id), "/"),
    chomp(local.id) == "",
    startswith(chomp(local.maybe), "a"),
  ]
}
output "chunklist" {
  value = [
    chunklist(local.list, 2) == null,
    chunklist(local.set, 2) == null,
    chunklist(local.out, 2) == null,
    chunklist(local.tset, 2) == null,
    chunklist(["a", "b", "c"], local.num) == null,
    chunklist(["a", "b", "c"], local.len) == null,
    chunklist(["a", "b", "c"], local.out) == null,
    chunklist(["a", "b", "c"], local.id) == null,
    chunklist(local.out, local.out) == null,
    length(chunklist(local.list, 2)),
    length(chunklist(local.list, 2)) > 0,
    length(chunklist(local.list, 2)) < 3,
    length(chunklist(local.list, 2)) == 0,
    length(chunklist(local.set, 2)),
    length(chunklist(local.set, 2)) > 0,
  ]
}
output "cidrhost" {
  value = [
    cidrhost(local.id, 5) == null,
    cidrhost(local.maybe, 5) == null,
    cidrhost(local.pre, 5) == null,
    cidrhost(local.out, 5) == null,
    cidrhost("10.0.0.0/8", local.num) == null,
    cidrhost("10.0.0.0/8", local.len) == null,
    cidrhost("10.0.0.0/8", local.out) == null,
    cidrhost("10.0.0.0/8", local.id) == null,
    cidrhost(local.out, local.out) == null,
    cidrhost(local.id, local.id) == null,
    startswith(cidrhost(local.id, 5), "a"),
    startswith(cidrhost(local.id, 5), "x-"),
    startswith(cidrhost(local.id, 5), "pre-"),
    startswith(cidrhost(local.id, 5), "/"),
    cidrhost(local.id, 5) == "",
    startswith(cidrhost(local.maybe, 5), "a"),
  ]
}
output "cidrnetmask" {
  value = [
    cidrnetmask(local.id) == null,
    cidrnetmask(local.maybe) == null,
    cidrnetmask(local.pre) == null,
    cidrnetmask(local.out) == null,
    startswith(cidrnetmask(local.id), "a"),
    startswith(cidrnetmask(local.id), "x-"),
    startswith(cidrnetmask(local.id), "pre-"),
    startswith(cidrnetmask(local.id), "/"),
    cidrnetmask(local.id) == "",
    startswith(cidrnetmask(local.maybe), "a"),
  ]
}
output "cidrsubnet" {
  value = [
    cidrsubnet(local.id, 8, 3) == null,
    cidrsubnet(local.maybe, 8, 3) == null,
    cidrsubnet(local.pre, 8, 3) == null,
    cidrsubnet(local.out, 8, 3) == null,
    cidrsubnet("10.0.0.0/8", local.num, 3) == null,
    cidrsubnet("10.0.0.0/8", local.len, 3) == null,
    cidrsubnet("10.0.0.0/8", local.out, 3) == null,
    cidrsubnet("10.0.0.0/8", local.id, 3) == null,
    cidrsubnet("10.0.0.0/8", 8, local.num) == null,
    cidrsubnet("10.0.0.0/8", 8, local.len) == null,
    cidrsubnet("10.0.0.0/8", 8, local.out) == null,
    cidrsubnet("10.0.0.0/8", 8, local.id) == null,
    cidrsubnet(local.out, local.out, 3) == null,
    cidrsubnet(local.id, local.id, 3) == null,
    startswith(cidrsubnet(local.id, 8, 3), "a"),
    startswith(cidrsubnet(local.id, 8, 3), "x-"),
    startswith(cidrsubnet(local.id, 8, 3), "pre-"),
    startswith(cidrsubnet(local.id, 8, 3), "/"),
    cidrsubnet(local.id, 8, 3) == "",
    startswith(cidrsubnet(local.maybe, 8, 3), "a"),
  ]
}
output "cidrsubnets" {
  value = [
    cidrsubnets(local.id) == null,
    cidrsubnets(local.maybe) == null,
    cidrsubnets(local.pre) == null,
    cidrsubnets(local.out) == null,
    cidrsubnets(local.id, 8, 9) == null,
    cidrsubnets(local.maybe, 8, 9) == null,
    cidrsubnets(local.pre, 8, 9) == null,
    cidrsubnets(local.out, 8, 9) == null,
    cidrsubnets("10.0.0.0/8", local.num, 9) == null,
    cidrsubnets("10.0.0.0/8", local.len, 9) == null,
    cidrsubnets("10.0.0.0/8", local.out, 9) == null,
    cidrsubnets("10.0.0.0/8", local.id, 9) == null,
    cidrsubnets("10.0.0.0/8", 8, local.num) == null,
    cidrsubnets("10.0.0.0/8", 8, local.len) == null,
    length(cidrsubnets(local.id)),
    length(cidrsubnets(local.id)) > 0,
    length(cidrsubnets(local.id)) < 3,
    length(cidrsubnets(local.id)) == 0,
    length(cidrsubnets(local.maybe)),
    length(cidrsubnets(local.maybe)) > 0,
  ]
}
output "coalesce" {
  value = [
    coalesce(local.id, "b") == null,
    coalesce(local.maybe, "b") == null,
    coalesce(local.pre, "b") == null,
    coalesce(local.out, "b") == null,
    coalesce(local.id, null) == null,
    coalesce(null, local.id) == null,
    coalesce(local.id, local.id) == null,
    coalesce(local.num, "b") == null,
    coalesce(local.len, "b") == null,
    coalesce("", local.id) == null,
    coalesce("", local.maybe) == null,
    coalesce("", local.pre) == null,
    coalesce("", local.out) == null,
    startswith(coalesce(local.id, "b"), "a"),
    startswith(coalesce(local.id, "b"), "x-"),
    startswith(coalesce(local.id, "b"), "pre-"),
    startswith(coalesce(local.id, "b"), "/"),
    coalesce(local.id, "b") == "",
    startswith(coalesce(local.maybe, "b"), "a"),
  ]
}
output "try" {
  value = [
    try(length(coalesce(local.out, null)), 0),
    try(length(coalesce(null, local.out)), 0),
    try(length(coalesce(local.out, local.out)), 0),
    try(length(coalescelist(local.list, ["a"])), 0),
    try(length(coalescelist(local.set, ["a"])), 0),
    try(length(coalescelist(local.out, ["a"])), 0),
  ]
}
output "coalescelist" {
  value = [
    coalescelist(local.list, ["a"]) == null,
    coalescelist(local.set, ["a"]) == null,
    coalescelist(local.out, ["a"]) == null,
    coalescelist(local.map, ["a"]) == null,
    coalescelist([], local.list) == null,
    coalescelist([], local.set) == null,
  ]
}
output "compact" {
  value = [
    compact(local.list) == null,
    compact(local.set) == null,
    compact(local.out) == null,
    compact(local.klist) == null,
    compact(local.tlist) == null,
    compact(local.tset) == null,
    compact([local.out]) == null,
    compact([local.maybe, "a"]) == null,
    length(compact(local.list)),
    length(compact(local.list)) > 0,
    length(compact(local.list)) < 3,
    length(compact(local.list)) == 0,
    length(compact(local.set)),
    length(compact(local.set)) > 0,
  ]
}
output "concat" {
  value = [
    concat(local.list, tolist(["b"])) == null,
    concat(tolist(["a"]), local.list) == null,
    concat(local.list, ["b"]) == null,
    concat(local.out, ["b"]) == null,
    concat(["a"], local.list) == null,
    concat(["a"], local.out) == null,
    concat(local.out, null) == null,
    concat(local.out, local.out) == null,
  ]
}
output "contains" {
  value = [
    contains(local.list, "a") == null,
    contains(local.set, "a") == null,
    contains([local.out], "a") == null,
    contains(local.map, "a") == null,
    contains(["a", "b"], local.id) == null,
    contains(["a", "b"], local.maybe) == null,
    contains(["a", "b"], local.pre) == null,
    contains(local.id, local.id) == null,
    contains(local.list, "c") == null,
    contains(local.set, "c") == null,
    contains(local.tset, "c") == null,
    contains([local.out], "c") == null,
    contains([local.maybe, "a"], "c") == null,
    contains(local.map, "c") == null,
    contains(local.out, "a") == null,
    contains(["a", "b"], local.out) == null,
    contains(local.out, null) == null,
    contains(local.out, local.out) == null,
    contains(local.out, "c") == null,
    contains(toset(["a", "b"]), local.out) == null,
  ]
}
output "csvdecode" {
  value = [
    csvdecode(local.id) == null,
    csvdecode(local.maybe) == null,
    csvdecode(local.pre) == null,
    csvdecode(local.out) == null,
  ]
}
output "dirname" {
  value = [
    dirname(local.id) == null,
    dirname(local.maybe) == null,
    dirname(local.pre) == null,
    dirname(local.out) == null,
    startswith(dirname(local.id), "a"),
    startswith(dirname(local.id), "x-"),
    startswith(dirname(local.id), "pre-"),
    startswith(dirname(local.id), "/"),
    dirname(local.id) == "",
    startswith(dirname(local.maybe), "a"),
  ]
}
output "distinct" {
  value = [
    distinct(local.list) == null,
    distinct(local.set) == null,
    distinct(local.out) == null,
    distinct(local.klist) == null,
    distinct(local.tlist) == null,
    distinct(local.tset) == null,
    distinct([local.out]) == null,
    distinct([local.maybe, "a"]) == null,
    distinct([local.list, ["q"]]) == null,
    length(distinct(local.list)),
    length(distinct(local.list)) > 0,
    length(distinct(local.list)) < 3,
    length(distinct(local.list)) == 0,
    length(distinct(local.set)),
    length(distinct(local.set)) > 0,
  ]
}
output "element" {
  value = [
    element(local.klist, 1) == null,
    element(local.tlist, 1) == null,
    element(local.list, 1) == null,
    startswith(element(local.list, 1), "a"),
    startswith(element(local.list, 1), "x-"),
    startswith(element(local.list, 1), "pre-"),
    startswith(element(local.list, 1), "/"),
    element(local.list, 1) == "",
  ]
}
output "endswith" {
  value = [
    endswith(local.id, "c") == null,
    endswith(local.maybe, "c") == null,
    endswith(local.pre, "c") == null,
    endswith(local.out, "c") == null,
    endswith("abc", local.id) == null,
    endswith("abc", local.maybe) == null,
    endswith("abc", local.pre) == null,
    endswith("abc", local.out) == null,
    endswith(local.out, local.out) == null,
    endswith(local.id, local.id) == null,
  ]
}
output "ephemeralasnull" {
  value = [
    ephemeralasnull(local.id) == null,
    ephemeralasnull(local.pre) == null,
    startswith(ephemeralasnull(local.pre), "a"),
    startswith(ephemeralasnull(local.pre), "x-"),
    startswith(ephemeralasnull(local.pre), "pre-"),
    startswith(ephemeralasnull(local.pre), "/"),
    ephemeralasnull(local.pre) == "",
    startswith(ephemeralasnull(local.id), "a"),
    startswith(ephemeralasnull(local.id), "x-"),
    startswith(ephemeralasnull(local.id), "pre-"),
    startswith(ephemeralasnull(local.id), "/"),
    ephemeralasnull(local.id) == "",
    ephemeralasnull(local.maybe) == null,
  ]
}
output "file" {
  value = [
    file(local.id) == null,
    file(local.maybe) == null,
    file(local.pre) == null,
    file(local.out) == null,
    startswith(file(local.id), "a"),
    startswith(file(local.id), "x-"),
    startswith(file(local.id), "pre-"),
    startswith(file(local.id), "/"),
    file(local.id) == "",
    startswith(file(local.maybe), "a"),
  ]
}
output "filebase64" {
  value = [
    filebase64(local.id) == null,
    filebase64(local.maybe) == null,
    filebase64(local.pre) == null,
    filebase64(local.out) == null,
    startswith(filebase64(local.id), "a"),
    startswith(filebase64(local.id), "x-"),
    startswith(filebase64(local.id), "pre-"),
    startswith(filebase64(local.id), "/"),
    filebase64(local.id) == "",
    startswith(filebase64(local.maybe), "a"),
  ]
}
output "filebase64sha256" {
  value = [
    filebase64sha256(local.id) == null,
    filebase64sha256(local.maybe) == null,
    filebase64sha256(local.pre) == null,
    filebase64sha256(local.out) == null,
    startswith(filebase64sha256(local.id), "a"),
    startswith(filebase64sha256(local.id), "x-"),
    startswith(filebase64sha256(local.id), "pre-"),
    startswith(filebase64sha256(local.id), "/"),
    filebase64sha256(local.id) == "",
    startswith(filebase64sha256(local.maybe), "a"),
  ]
}
output "filemd5" {
  value = [
    filemd5(local.id) == null,
    filemd5(local.maybe) == null,
    filemd5(local.pre) == null,
    filemd5(local.out) == null,
    startswith(filemd5(local.id), "a"),
    startswith(filemd5(local.id), "x-"),
    startswith(filemd5(local.id), "pre-"),
    startswith(filemd5(local.id), "/"),
    filemd5(local.id) == "",
    startswith(filemd5(local.maybe), "a"),
  ]
}
output "fileset" {
  value = [
    fileset(local.id, "*.txt") == null,
    fileset(local.maybe, "*.txt") == null,
    fileset(local.pre, "*.txt") == null,
    fileset(local.out, "*.txt") == null,
    fileset("files", local.id) == null,
    fileset("files", local.maybe) == null,
    fileset("files", local.pre) == null,
    fileset("files", local.out) == null,
    fileset(local.out, local.out) == null,
    fileset(local.id, local.id) == null,
    length(fileset(local.id, "*.txt")),
    length(fileset(local.id, "*.txt")) > 0,
    length(fileset(local.id, "*.txt")) < 3,
    length(fileset(local.id, "*.txt")) == 0,
    length(fileset(local.maybe, "*.txt")),
    length(fileset(local.maybe, "*.txt")) > 0,
  ]
}
output "filesha512" {
  value = [
    filesha512(local.id) == null,
    filesha512(local.maybe) == null,
    filesha512(local.pre) == null,
    filesha512(local.out) == null,
    startswith(filesha512(local.id), "a"),
    startswith(filesha512(local.id), "x-"),
    startswith(filesha512(local.id), "pre-"),
    startswith(filesha512(local.id), "/"),
    filesha512(local.id) == "",
    startswith(filesha512(local.maybe), "a"),
  ]
}
output "flatten" {
  value = [
    flatten(local.list) == null,
    flatten(local.set) == null,
    flatten(local.out) == null,
    flatten(local.tset) == null,
    flatten([local.out]) == null,
    flatten(local.map) == null,
  ]
}
output "floor" {
  value = [
    floor(local.num) == null,
    floor(local.len) == null,
    floor(local.out) == null,
    floor(local.id) == null,
    floor(local.num) >= 0,
    floor(local.num) < 0,
    floor(local.num) > 2,
    floor(local.len) >= 0,
    floor(local.len) < 0,
    floor(local.len) > 2,
  ]
}
output "format" {
  value = [
    format(local.id, "a", 3) == null,
    format(local.maybe, "a", 3) == null,
    format(local.pre, "a", 3) == null,
    format(local.out, "a", 3) == null,
    format("x-%s-%d", local.id, 3) == null,
    startswith(format("x-%s-%d", local.id, 3), "a"),
    startswith(format("x-%s-%d", local.id, 3), "x-"),
    startswith(format("x-%s-%d", local.id, 3), "/"),
    format("x-%s-%d", local.id, 3) == "",
    format("x-%s-%d", local.maybe, 3) == null,
    startswith(format("x-%s-%d", local.maybe, 3), "a"),
    startswith(format("x-%s-%d", local.maybe, 3), "x-"),
    startswith(format("x-%s-%d", local.maybe, 3), "/"),
    format("x-%s-%d", local.maybe, 3) == "",
    startswith(format(local.id, "a", 3), "a"),
    startswith(format(local.id, "a", 3), "x-"),
    startswith(format(local.id, "a", 3), "pre-"),
    startswith(format(local.id, "a", 3), "/"),
    format(local.id, "a", 3) == "",
    startswith(format(local.maybe, "a", 3), "a"),
  ]
}
output "formatdate" {
  value = [
    formatdate(local.id, "2020-01-02T03:04:05Z") == null,
    formatdate(local.maybe, "2020-01-02T03:04:05Z") == null,
    formatdate(local.pre, "2020-01-02T03:04:05Z") == null,
    formatdate(local.out, "2020-01-02T03:04:05Z") == null,
    formatdate("YYYY", local.id) == null,
    formatdate("YYYY", local.maybe) == null,
    formatdate("YYYY", local.pre) == null,
    formatdate("YYYY", local.out) == null,
    formatdate(local.out, local.out) == null,
    formatdate(local.id, local.id) == null,
    startswith(formatdate(local.id, "2020-01-02T03:04:05Z"), "a"),
    startswith(formatdate(local.id, "2020-01-02T03:04:05Z"), "x-"),
    startswith(formatdate(local.id, "2020-01-02T03:04:05Z"), "pre-"),
    startswith(formatdate(local.id, "2020-01-02T03:04:05Z"), "/"),
    formatdate(local.id, "2020-01-02T03:04:05Z") == "",
    startswith(formatdate(local.maybe, "2020-01-02T03:04:05Z"), "a"),
  ]
}
output "formatlist" {
  value = [
    formatlist(local.id, ["x", "y"]) == null,
    formatlist(local.maybe, ["x", "y"]) == null,
    formatlist(local.pre, ["x", "y"]) == null,
    formatlist(local.out, ["x", "y"]) == null,
    formatlist("a-%s", local.list) == null,
    formatlist("a-%s", local.set) == null,
    formatlist("a-%s", local.tset) == null,
    formatlist(local.id, local.id) == null,
    formatlist(local.id, ["x", "y"], "z") == null,
    formatlist(local.maybe, ["x", "y"], "z") == null,
    formatlist(local.pre, ["x", "y"], "z") == null,
    formatlist(local.out, ["x", "y"], "z") == null,
    formatlist("a-%s-%s", local.list, "z") == null,
    formatlist("a-%s-%s", local.set, "z") == null,
    length(formatlist(local.id, ["x", "y"])),
    length(formatlist(local.id, ["x", "y"])) > 0,
    length(formatlist(local.id, ["x", "y"])) < 3,
    length(formatlist(local.id, ["x", "y"])) == 0,
    length(formatlist(local.maybe, ["x", "y"])),
    length(formatlist(local.maybe, ["x", "y"])) > 0,
  ]
}
output "indent" {
  value = [
    indent(local.num, "a\nb") == null,
    indent(local.len, "a\nb") == null,
    indent(local.out, "a\nb") == null,
    indent(local.id, "a\nb") == null,
    indent(2, local.id) == null,
    indent(2, local.maybe) == null,
    indent(2, local.pre) == null,
    indent(2, local.out) == null,
    indent(local.out, local.out) == null,
    indent(local.id, local.id) == null,
    startswith(indent(local.num, "a\nb"), "a"),
    startswith(indent(local.num, "a\nb"), "x-"),
    startswith(indent(local.num, "a\nb"), "pre-"),
    startswith(indent(local.num, "a\nb"), "/"),
    indent(local.num, "a\nb") == "",
    startswith(indent(local.len, "a\nb"), "a"),
  ]
}
output "index" {
  value = [
    index(local.list, "b") == null,
    index(local.set, "b") == null,
    index(local.klist, "b") == null,
    index(local.tlist, "b") == null,
    index([local.out], "b") == null,
    index([local.maybe, "a"], "b") == null,
    index(local.map, "b") == null,
    index(["a", "b"], local.id) == null,
    index(["a", "b"], local.maybe) == null,
    index(["a", "b"], local.pre) == null,
    index(local.id, local.id) == null,
    index(local.list, "b") >= 0,
    index(local.list, "b") < 0,
    index(local.list, "b") > 2,
    index(local.set, "b") >= 0,
    index(local.set, "b") < 0,
    index(local.set, "b") > 2,
  ]
}
output "join" {
  value = [
    join(local.id, ["a", "b"]) == null,
    join(local.maybe, ["a", "b"]) == null,
    join(local.pre, ["a", "b"]) == null,
    join(local.out, ["a", "b"]) == null,
    join("-", local.list) == null,
    join("-", local.set) == null,
    join("-", local.out) == null,
    join("-", local.klist) == null,
    join("-", local.tlist) == null,
    join("-", local.tset) == null,
    join("-", [local.out]) == null,
    join("-", [local.maybe, "a"]) == null,
    join(local.out, local.out) == null,
    join(local.id, ["a"], ["b"]) == null,
    startswith(join(local.id, ["a", "b"]), "a"),
    startswith(join(local.id, ["a", "b"]), "x-"),
    startswith(join(local.id, ["a", "b"]), "pre-"),
    startswith(join(local.id, ["a", "b"]), "/"),
    join(local.id, ["a", "b"]) == "",
    startswith(join(local.maybe, ["a", "b"]), "a"),
  ]
}
output "jsondecode" {
  value = [
    jsondecode(local.id) == null,
    jsondecode(local.maybe) == null,
    jsondecode(local.out) == null,
  ]
}
output "jsonencode" {
  value = [
    jsonencode(local.id) == null,
    startswith(jsonencode(local.id), "a"),
    startswith(jsonencode(local.id), "/"),
    startswith(jsonencode(local.id), "\""),
    jsonencode(local.id) == "",
    jsonencode(local.maybe) == null,
    jsonencode(local.pre) == null,
    startswith(jsonencode(local.pre), "a"),
    startswith(jsonencode(local.pre), "/"),
    startswith(jsonencode(local.pre), "\""),
    jsonencode(local.pre) == "",
    jsonencode(local.out) == null,
    jsonencode(local.map) == null,
    startswith(jsonencode(local.map), "a"),
    startswith(jsonencode(local.id), "x-"),
    startswith(jsonencode(local.id), "pre-"),
    startswith(jsonencode(local.id), "\"~"),
    startswith(jsonencode(local.maybe), "a"),
    startswith(jsonencode(local.maybe), "x-"),
    startswith(jsonencode(local.maybe), "pre-"),
  ]
}
output "keys" {
  value = [
    keys(local.map) == null,
    length(keys(local.map)),
    length(keys(local.map)) > 0,
    length(keys(local.map)) < 3,
    length(keys(local.map)) == 0,
    keys(local.out) == null,
    keys({(local.id) = 1}) == null,
  ]
}
output "local" {
  value = [
    length(local.list) == null,
    length(local.set) == null,
    length(local.out) == null,
    length(local.tset) == null,
    length(local.tset) >= 0,
    length(local.tset) < 0,
    length(local.map) == null,
    length(local.id) == null,
    length(local.maybe) == null,
    length(local.pre) == null,
    length(local.pre) >= 0,
    length(local.pre) < 0,
    length(local.pre) > 2,
    length({(local.id) = 1}) == null,
    length(local.list) >= 0,
    length(local.list) < 0,
    length(local.list) > 2,
    length(local.set) >= 0,
    length(local.set) < 0,
    length(local.set) > 2,
  ]
}
output "log" {
  value = [
    log(local.num, 2) == null,
    log(local.len, 2) == null,
    log(local.out, 2) == null,
    log(local.id, 2) == null,
    log(16, local.num) == null,
    log(16, local.len) == null,
    log(16, local.out) == null,
    log(16, local.id) == null,
    log(local.out, local.out) == null,
    log(local.id, local.id) == null,
    log(local.num, 2) >= 0,
    log(local.num, 2) < 0,
    log(local.num, 2) > 2,
    log(local.len, 2) >= 0,
    log(local.len, 2) < 0,
    log(local.len, 2) > 2,
  ]
}
output "lookup" {
  value = [
    lookup(local.kmap, "a", 2) == null,
    lookup(local.tmap, "a", 2) == null,
    lookup({a = local.list}, "a", 2) == null,
    lookup(tomap({a = "x"}), "b", local.id) == null,
    lookup(tomap({a = "x"}), "b", local.pre) == null,
    startswith(lookup(tomap({a = "x"}), "b", local.pre), "a"),
    startswith(lookup(tomap({a = "x"}), "b", local.pre), "x-"),
    startswith(lookup(tomap({a = "x"}), "b", local.pre), "pre-"),
    startswith(lookup(tomap({a = "x"}), "b", local.pre), "/"),
    lookup(tomap({a = "x"}), "b", local.pre) == "",
    lookup(local.kmap, "a") == null,
    lookup(local.tmap, "a") == null,
    lookup({a = local.list}, "a") == null,
    lookup(local.map, "a", 2) == null,
    startswith(lookup(local.map, "a", 2), "a"),
    startswith(lookup(local.map, "a", 2), "x-"),
    startswith(lookup(local.map, "a", 2), "pre-"),
    startswith(lookup(local.map, "a", 2), "/"),
    lookup(local.map, "a", 2) == "",
  ]
}
output "lower" {
  value = [
    lower(local.id) == null,
    lower(local.maybe) == null,
    lower(local.pre) == null,
    lower(local.out) == null,
    startswith(lower(local.id), "a"),
    startswith(lower(local.id), "x-"),
    startswith(lower(local.id), "pre-"),
    startswith(lower(local.id), "/"),
    lower(local.id) == "",
    startswith(lower(local.maybe), "a"),
  ]
}
output "matchkeys" {
  value = [
    matchkeys(local.list, ["x", "y"], ["y"]) == null,
    matchkeys(local.set, ["x", "y"], ["y"]) == null,
    matchkeys(local.out, ["x", "y"], ["y"]) == null,
    matchkeys(local.tset, ["x", "y"], ["y"]) == null,
    matchkeys([local.maybe, "a"], ["x", "y"], ["y"]) == null,
    matchkeys([local.list, ["q"]], ["x", "y"], ["y"]) == null,
    matchkeys(["a", "b"], local.list, ["y"]) == null,
    matchkeys(["a", "b"], local.set, ["y"]) == null,
    matchkeys(["a", "b"], local.out, ["y"]) == null,
    matchkeys(["a", "b"], local.tset, ["y"]) == null,
    matchkeys(["a", "b"], [local.maybe, "a"], ["y"]) == null,
    matchkeys(local.out, local.out, ["y"]) == null,
    length(matchkeys(local.list, ["x", "y"], ["y"])),
    length(matchkeys(local.list, ["x", "y"], ["y"])) > 0,
    length(matchkeys(local.list, ["x", "y"], ["y"])) < 3,
    length(matchkeys(local.list, ["x", "y"], ["y"])) == 0,
    length(matchkeys(local.set, ["x", "y"], ["y"])),
    length(matchkeys(local.set, ["x", "y"], ["y"])) > 0,
  ]
}
output "max" {
  value = [
    max(local.num, 2) == null,
    max(local.len, 2) == null,
    max(local.out, 2) == null,
    max(local.id, 2) == null,
    max(1, local.num) == null,
    max(1, local.len) == null,
    max(1, local.out) == null,
    max(1, local.id) == null,
    max(local.out, local.out) == null,
    max(local.id, local.id) == null,
  ]
}
output "md5" {
  value = [
    md5(local.id) == null,
    md5(local.maybe) == null,
    md5(local.pre) == null,
    md5(local.out) == null,
    startswith(md5(local.id), "a"),
    startswith(md5(local.id), "x-"),
    startswith(md5(local.id), "pre-"),
    startswith(md5(local.id), "/"),
    md5(local.id) == "",
    startswith(md5(local.maybe), "a"),
  ]
}
output "merge" {
  value = [
    merge(local.obj, {b = 2}) == null,
    merge({a = 1}, local.obj) == null,
    merge(local.map, tomap({b = "2"})) == null,
    merge(local.obj, tomap({b = "2"})) == null,
    merge(tomap({a = "1"}), local.map) == null,
    merge(tomap({a = "1"}), local.obj) == null,
    merge(local.map) == null,
    merge(local.obj) == null,
    merge(local.map, {b = 2}) == null,
    merge(local.out, {b = 2}) == null,
    merge({(local.id) = 1}, {b = 2}) == null,
    merge({a = 1}, local.map) == null,
    merge({a = 1}, local.out) == null,
    merge({a = 1}, {(local.id) = 1}) == null,
  ]
}
output "min" {
  value = [
    min(local.num, 2) == null,
    min(local.len, 2) == null,
    min(local.out, 2) == null,
    min(local.id, 2) == null,
    min(1, local.num) == null,
    min(1, local.len) == null,
    min(1, local.out) == null,
    min(1, local.id) == null,
    min(local.out, local.out) == null,
    min(local.id, local.id) == null,
  ]
}
output "one" {
  value = [
    one(local.list) == null,
    one(local.set) == null,
    one(local.out) == null,
    one(local.tset) == null,
    one([local.out]) == null,
  ]
}
output "parseint" {
  value = [
    parseint(local.id, 16) == null,
    parseint(local.maybe, 16) == null,
    parseint(local.pre, 16) == null,
    parseint("ff", local.num) == null,
    parseint("ff", local.len) == null,
    parseint("ff", local.out) == null,
    parseint("ff", local.id) == null,
    parseint(local.id, local.id) == null,
    parseint(local.out, 16) == null,
    parseint(local.out, null) == null,
    parseint(local.out, local.out) == null,
  ]
}
output "pathexpand" {
  value = [
    pathexpand(local.id) == null,
    pathexpand(local.maybe) == null,
    pathexpand(local.pre) == null,
    pathexpand(local.out) == null,
  ]
}
output "pow" {
  value = [
    pow(local.num, 3) == null,
    pow(local.len, 3) == null,
    pow(local.out, 3) == null,
    pow(local.id, 3) == null,
    pow(2, local.num) == null,
    pow(2, local.len) == null,
    pow(2, local.out) == null,
    pow(2, local.id) == null,
    pow(local.out, local.out) == null,
    pow(local.id, local.id) == null,
  ]
}
output "range" {
  value = [
    range(local.num) == null,
    range(local.len) == null,
    range(local.out) == null,
    range(local.id) == null,
    range(local.num, 4) == null,
    range(local.len, 4) == null,
    range(local.out, 4) == null,
    range(local.id, 4) == null,
    range(1, local.num) == null,
    range(1, local.len) == null,
    range(1, local.out) == null,
    range(1, local.id) == null,
    range(local.out, local.out) == null,
    range(local.id, local.id) == null,
  ]
}
output "regex" {
  value = [
    regex("a(.)", local.id) == null,
    regex("a(.)", local.maybe) == null,
    regex("a(.)", local.pre) == null,
    regex("a(.)", local.out) == null,
    regex("(?P<x>a)", local.id) == null,
    regex("(?P<x>a)", local.maybe) == null,
    regex("(?P<x>a)", local.pre) == null,
    regex("(?P<x>a)", local.out) == null,
    regex("a.", local.id) == null,
    regex("a.", local.maybe) == null,
    regex("a.", local.pre) == null,
    regex("a.", local.out) == null,
    regex(local.id, "abc") == null,
    regex(local.maybe, "abc") == null,
    regex(local.pre, "abc") == null,
    regex(local.out, "abc") == null,
    regex(local.out, local.out) == null,
    regex(local.id, local.id) == null,
  ]
}
output "regexall" {
  value = [
    regexall(local.id, "abac") == null,
    regexall(local.maybe, "abac") == null,
    regexall(local.pre, "abac") == null,
    regexall(local.out, "abac") == null,
    regexall("a.", local.id) == null,
    regexall("a.", local.maybe) == null,
    regexall("a.", local.pre) == null,
    regexall("a.", local.out) == null,
    regexall(local.out, local.out) == null,
    regexall(local.id, local.id) == null,
    regexall("(a)(.)", local.id) == null,
    regexall("(a)(.)", local.maybe) == null,
    regexall("(a)(.)", local.pre) == null,
    regexall("(a)(.)", local.out) == null,
  ]
}
output "replace" {
  value = [
    replace(local.id, "b", "x") == null,
    replace(local.maybe, "b", "x") == null,
    replace(local.pre, "b", "x") == null,
    replace(local.out, "b", "x") == null,
    replace("abc", local.id, "x") == null,
    replace("abc", local.maybe, "x") == null,
    replace("abc", local.pre, "x") == null,
    replace("abc", local.out, "x") == null,
    replace("abc", "b", local.id) == null,
    replace("abc", "b", local.maybe) == null,
    replace("abc", "b", local.pre) == null,
    replace("abc", "b", local.out) == null,
    replace(local.out, local.out, "x") == null,
    replace(local.id, local.id, "x") == null,
  ]
}
output "reverse" {
  value = [
    reverse(local.list) == null,
    reverse(local.set) == null,
    reverse(local.out) == null,
  ]
}
output "rsadecrypt" {
  value = [
    rsadecrypt(local.id, "x") == null,
    rsadecrypt(local.maybe, "x") == null,
    rsadecrypt(local.pre, "x") == null,
    rsadecrypt(local.out, "x") == null,
    rsadecrypt("!", local.id) == null,
    rsadecrypt("!", local.maybe) == null,
    rsadecrypt("!", local.pre) == null,
    rsadecrypt("!", local.out) == null,
    rsadecrypt(local.out, local.out) == null,
    rsadecrypt(local.id, local.id) == null,
  ]
}
output "setintersection" {
  value = [
    setintersection(local.list, ["b"]) == null,
    setintersection(local.set, ["b"]) == null,
    setintersection(local.out, ["b"]) == null,
    setintersection(local.klist, ["b"]) == null,
    setintersection(local.tlist, ["b"]) == null,
    setintersection(local.tset, ["b"]) == null,
    setintersection([local.out], ["b"]) == null,
    setintersection([local.maybe, "a"], ["b"]) == null,
    setintersection(["a", "b"], local.list) == null,
    setintersection(["a", "b"], local.set) == null,
    setintersection(["a", "b"], local.out) == null,
    setintersection(["a", "b"], local.klist) == null,
    setintersection(["a", "b"], local.tlist) == null,
    setintersection(["a", "b"], local.tset) == null,
  ]
}
output "setproduct" {
  value = [
    setproduct(local.list, [1, 2]) == null,
    setproduct(local.set, [1, 2]) == null,
    setproduct(local.tset, [1, 2]) == null,
    setproduct(["a", "b"], local.list) == null,
    setproduct(["a", "b"], local.set) == null,
    setproduct(["a", "b"], local.tset) == null,
    setproduct(local.list, toset(["b"])) == null,
    setproduct(local.set, toset(["b"])) == null,
    setproduct(local.tset, toset(["b"])) == null,
    setproduct(toset(["a"]), local.list) == null,
    setproduct(toset(["a"]), local.set) == null,
    setproduct(toset(["a"]), local.tset) == null,
    setproduct(local.out, [1, 2]) == null,
    length(setproduct(local.tset, [1, 2])),
    length(setproduct(local.tset, [1, 2])) > 0,
    length(setproduct(local.tset, [1, 2])) < 3,
    length(setproduct(local.tset, [1, 2])) == 0,
    length(setproduct(["a", "b"], local.list)),
  ]
}
output "setsubtract" {
  value = [
    setsubtract(local.list, ["b"]) == null,
    setsubtract(local.set, ["b"]) == null,
    setsubtract(local.out, ["b"]) == null,
    setsubtract(local.klist, ["b"]) == null,
    setsubtract(local.tlist, ["b"]) == null,
    setsubtract(local.tset, ["b"]) == null,
    setsubtract([local.out], ["b"]) == null,
    setsubtract([local.maybe, "a"], ["b"]) == null,
    setsubtract(["a", "b"], local.list) == null,
    setsubtract(["a", "b"], local.set) == null,
    setsubtract(["a", "b"], local.out) == null,
    setsubtract(["a", "b"], local.klist) == null,
    setsubtract(["a", "b"], local.tlist) == null,
    setsubtract(["a", "b"], local.tset) == null,
    length(setsubtract(local.list, ["b"])),
    length(setsubtract(local.list, ["b"])) > 0,
    length(setsubtract(local.list, ["b"])) < 3,
    length(setsubtract(local.list, ["b"])) == 0,
    length(setsubtract(local.set, ["b"])),
    length(setsubtract(local.set, ["b"])) > 0,
  ]
}
output "setunion" {
  value = [
    setunion(local.list, ["b"]) == null,
    setunion(local.set, ["b"]) == null,
    setunion(local.out, ["b"]) == null,
    setunion(["a"], local.list) == null,
    setunion(["a"], local.set) == null,
    setunion(["a"], local.out) == null,
    setunion(local.out, local.out) == null,
    setunion(local.list) == null,
    setunion(local.set) == null,
    setunion(local.out) == null,
    length(setunion(local.list, ["b"])),
    length(setunion(local.list, ["b"])) > 0,
    length(setunion(local.list, ["b"])) < 3,
    length(setunion(local.list, ["b"])) == 0,
    length(setunion(local.set, ["b"])),
    length(setunion(local.set, ["b"])) > 0,
  ]
}
output "sha1" {
  value = [
    sha1(local.id) == null,
    sha1(local.maybe) == null,
    sha1(local.pre) == null,
    sha1(local.out) == null,
    startswith(sha1(local.id), "a"),
    startswith(sha1(local.id), "x-"),
    startswith(sha1(local.id), "pre-"),
    startswith(sha1(local.id), "/"),
    sha1(local.id) == "",
    startswith(sha1(local.maybe), "a"),
  ]
}
output "sha256" {
  value = [
    sha256(local.id) == null,
    sha256(local.maybe) == null,
    sha256(local.pre) == null,
    sha256(local.out) == null,
    startswith(sha256(local.id), "a"),
    startswith(sha256(local.id), "x-"),
    startswith(sha256(local.id), "pre-"),
    startswith(sha256(local.id), "/"),
    sha256(local.id) == "",
    startswith(sha256(local.maybe), "a"),
  ]
}
output "sha512" {
  value = [
    sha512(local.id) == null,
    sha512(local.maybe) == null,
    sha512(local.pre) == null,
    sha512(local.out) == null,
    startswith(sha512(local.id), "a"),
    startswith(sha512(local.id), "x-"),
    startswith(sha512(local.id), "pre-"),
    startswith(sha512(local.id), "/"),
    sha512(local.id) == "",
    startswith(sha512(local.maybe), "a"),
  ]
}
output "signum" {
  value = [
    signum(local.num) == null,
    signum(local.len) == null,
    signum(local.out) == null,
    signum(local.id) == null,
    signum(local.num) >= 0,
    signum(local.num) < 0,
    signum(local.num) > 2,
    signum(local.len) >= 0,
    signum(local.len) < 0,
    signum(local.len) > 2,
  ]
}
output "slice" {
  value = [
    slice(local.list, 1, 2) == null,
    slice(local.list, 0, 2) == null,
    slice(tolist(["a", "b", "c"]), local.num, 2) == null,
    slice(tolist(["a", "b", "c"]), local.len, 2) == null,
    slice(tolist(["a", "b", "c"]), local.out, 2) == null,
    slice(tolist(["a", "b", "c"]), local.id, 2) == null,
    slice(tolist(["a", "b", "c"]), 0, local.num) == null,
    slice(tolist(["a", "b", "c"]), 0, local.len) == null,
    slice(tolist(["a", "b", "c"]), 0, local.out) == null,
    slice(tolist(["a", "b", "c"]), 0, local.id) == null,
    length(slice(local.list, 1, 2)),
    length(slice(local.list, 1, 2)) > 0,
    length(slice(local.list, 1, 2)) < 3,
    length(slice(local.list, 1, 2)) == 0,
    slice(local.out, 1, 2) == null,
    slice(["a", "b", "c"], local.num, 2) == null,
  ]
}
output "sort" {
  value = [
    sort(local.list) == null,
    sort(local.set) == null,
    sort(local.out) == null,
    sort(local.tset) == null,
    length(sort(local.list)),
    length(sort(local.list)) > 0,
    length(sort(local.list)) < 3,
    length(sort(local.list)) == 0,
    length(sort(local.set)),
    length(sort(local.set)) > 0,
  ]
}
output "split" {
  value = [
    split(local.id, "a,b") == null,
    split(local.maybe, "a,b") == null,
    split(local.pre, "a,b") == null,
    split(local.out, "a,b") == null,
    split(",", local.id) == null,
    split(",", local.maybe) == null,
    split(",", local.pre) == null,
    split(",", local.out) == null,
    split(local.out, local.out) == null,
    split(local.id, local.id) == null,
    length(split(local.id, "a,b")),
    length(split(local.id, "a,b")) > 0,
    length(split(local.id, "a,b")) < 3,
    length(split(local.id, "a,b")) == 0,
    length(split(local.maybe, "a,b")),
    length(split(local.maybe, "a,b")) > 0,
  ]
}
output "other" {
  value = [
    startswith("abc", local.id) == null,
    startswith("abc", local.maybe) == null,
    startswith("abc", local.pre) == null,
    startswith("abc", local.out) == null,
  ]
}
output "strcontains" {
  value = [
    strcontains(local.id, "b") == null,
    strcontains(local.maybe, "b") == null,
    strcontains(local.pre, "b") == null,
    strcontains(local.out, "b") == null,
    strcontains("abc", local.id) == null,
    strcontains("abc", local.maybe) == null,
  ]
}
output "strrev" {
  value = [
    strrev(local.id) == null,
    strrev(local.maybe) == null,
    strrev(local.pre) == null,
    strrev(local.out) == null,
    startswith(strrev(local.id), "a"),
    startswith(strrev(local.id), "x-"),
    startswith(strrev(local.id), "pre-"),
    startswith(strrev(local.id), "/"),
    strrev(local.id) == "",
    startswith(strrev(local.maybe), "a"),
  ]
}
output "substr" {
  value = [
    substr(local.id, 1, 2) == null,
    substr(local.maybe, 1, 2) == null,
    substr(local.pre, 1, 2) == null,
    substr(local.out, 1, 2) == null,
    substr("abc", local.num, 2) == null,
    substr("abc", local.len, 2) == null,
    substr("abc", local.out, 2) == null,
    substr("abc", local.id, 2) == null,
    substr("abc", 1, local.num) == null,
    substr("abc", 1, local.len) == null,
    substr("abc", 1, local.out) == null,
    substr("abc", 1, local.id) == null,
    substr(local.out, local.out, 2) == null,
    substr(local.id, local.id, 2) == null,
    startswith(substr(local.id, 1, 2), "a"),
    startswith(substr(local.id, 1, 2), "x-"),
    startswith(substr(local.id, 1, 2), "pre-"),
    startswith(substr(local.id, 1, 2), "/"),
    substr(local.id, 1, 2) == "",
    startswith(substr(local.maybe, 1, 2), "a"),
  ]
}
output "sum" {
  value = [
    sum(local.list) == null,
    sum(local.set) == null,
    sum(local.klist) == null,
    sum(local.tlist) == null,
    sum(local.tset) == null,
    sum([local.out]) == null,
    sum([local.maybe, "a"]) == null,
    sum(local.map) == null,
    sum([local.list, ["q"]]) == null,
    sum(local.list) >= 0,
    sum(local.list) < 0,
    sum(local.list) > 2,
    sum(local.set) >= 0,
    sum(local.set) < 0,
    sum(local.set) > 2,
  ]
}
output "templatefile" {
  value = [
    templatefile(local.id, {name = "n"}) == null,
    templatefile(local.maybe, {name = "n"}) == null,
    templatefile(local.pre, {name = "n"}) == null,
    templatefile(local.out, {name = "n"}) == null,
    templatefile("files/t.tftpl", local.map) == null,
    templatefile("files/t.tftpl", local.out) == null,
  ]
}
output "textdecodebase64" {
  value = [
    textdecodebase64(local.id, "UTF-16LE") == null,
    textdecodebase64(local.maybe, "UTF-16LE") == null,
    textdecodebase64(local.pre, "UTF-16LE") == null,
    textdecodebase64(local.out, "UTF-16LE") == null,
    textdecodebase64("YQA=", local.id) == null,
    textdecodebase64("YQA=", local.maybe) == null,
    textdecodebase64("YQA=", local.pre) == null,
    textdecodebase64("YQA=", local.out) == null,
    textdecodebase64(local.out, local.out) == null,
    textdecodebase64(local.id, local.id) == null,
    startswith(textdecodebase64(local.id, "UTF-16LE"), "a"),
    startswith(textdecodebase64(local.id, "UTF-16LE"), "x-"),
    startswith(textdecodebase64(local.id, "UTF-16LE"), "pre-"),
    startswith(textdecodebase64(local.id, "UTF-16LE"), "/"),
    textdecodebase64(local.id, "UTF-16LE") == "",
    startswith(textdecodebase64(local.maybe, "UTF-16LE"), "a"),
  ]
}
output "textencodebase64" {
  value = [
    textencodebase64(local.id, "UTF-16LE") == null,
    textencodebase64(local.maybe, "UTF-16LE") == null,
    textencodebase64(local.pre, "UTF-16LE") == null,
    textencodebase64(local.out, "UTF-16LE") == null,
    textencodebase64("a", local.id) == null,
    textencodebase64("a", local.maybe) == null,
    textencodebase64("a", local.pre) == null,
    textencodebase64("a", local.out) == null,
    textencodebase64(local.out, local.out) == null,
    textencodebase64(local.id, local.id) == null,
    startswith(textencodebase64(local.id, "UTF-16LE"), "a"),
    startswith(textencodebase64(local.id, "UTF-16LE"), "x-"),
    startswith(textencodebase64(local.id, "UTF-16LE"), "pre-"),
    startswith(textencodebase64(local.id, "UTF-16LE"), "/"),
    textencodebase64(local.id, "UTF-16LE") == "",
    startswith(textencodebase64(local.maybe, "UTF-16LE"), "a"),
  ]
}
output "timeadd" {
  value = [
    timeadd(local.id, "1h") == null,
    startswith(timeadd(local.id, "1h"), "a"),
    startswith(timeadd(local.id, "1h"), "x-"),
    startswith(timeadd(local.id, "1h"), "pre-"),
    startswith(timeadd(local.id, "1h"), "/"),
    timeadd(local.id, "1h") == "",
  ]
}
output "timecmp" {
  value = [
    timecmp(local.id, "2021-01-02T03:04:05Z") == null,
    timecmp(local.maybe, "2021-01-02T03:04:05Z") == null,
    timecmp(local.pre, "2021-01-02T03:04:05Z") == null,
    timecmp(local.out, "2021-01-02T03:04:05Z") == null,
    timecmp("2020-01-02T03:04:05Z", local.id) == null,
    timecmp("2020-01-02T03:04:05Z", local.maybe) == null,
    timecmp("2020-01-02T03:04:05Z", local.pre) == null,
    timecmp("2020-01-02T03:04:05Z", local.out) == null,
    timecmp(local.out, local.out) == null,
    timecmp(local.id, local.id) == null,
    timecmp(local.id, "2021-01-02T03:04:05Z") >= 0,
    timecmp(local.id, "2021-01-02T03:04:05Z") < 0,
    timecmp(local.id, "2021-01-02T03:04:05Z") > 2,
    timecmp(local.maybe, "2021-01-02T03:04:05Z") >= 0,
    timecmp(local.maybe, "2021-01-02T03:04:05Z") < 0,
    timecmp(local.maybe, "2021-01-02T03:04:05Z") > 2,
  ]
}
output "title" {
  value = [
    title(local.id) == null,
    title(local.maybe) == null,
    title(local.pre) == null,
    title(local.out) == null,
    startswith(title(local.id), "a"),
    startswith(title(local.id), "x-"),
    startswith(title(local.id), "pre-"),
    startswith(title(local.id), "/"),
    title(local.id) == "",
    startswith(title(local.maybe), "a"),
  ]
}
output "tobool" {
  value = [
    tobool(local.id) == null,
    tobool(local.maybe) == null,
    tobool(local.pre) == null,
    tobool(local.out) == null,
  ]
}
output "tolist" {
  value = [
    tolist(local.list) == null,
    length(tolist(local.list)),
    length(tolist(local.list)) > 0,
    length(tolist(local.list)) < 3,
    length(tolist(local.list)) == 0,
    tolist(local.set) == null,
  ]
}
output "tomap" {
  value = [
    tomap(local.map) == null,
    length(tomap(local.map)),
    length(tomap(local.map)) > 0,
    length(tomap(local.map)) < 3,
    length(tomap(local.map)) == 0,
    tomap(local.out) == null,
  ]
}
output "tonumber" {
  value = [
    tonumber(local.id) == null,
    tonumber(local.id) >= 0,
    tonumber(local.id) < 0,
    tonumber(local.id) > 2,
    tonumber(local.maybe) == null,
    tonumber(local.maybe) >= 0,
  ]
}
output "toset" {
  value = [
    toset(local.list) == null,
    length(toset(local.list)),
    length(toset(local.list)) > 0,
    length(toset(local.list)) < 3,
    length(toset(local.list)) == 0,
    toset(local.set) == null,
  ]
}
output "tostring" {
  value = [
    tostring(local.num) == null,
    startswith(tostring(local.num), "a"),
    startswith(tostring(local.num), "x-"),
    startswith(tostring(local.num), "pre-"),
    startswith(tostring(local.num), "/"),
    tostring(local.num) == "",
  ]
}
output "transpose" {
  value = [
    transpose(local.out) == null,
    transpose({a = local.out}) == null,
    transpose({(local.id) = 1}) == null,
    transpose({a = local.list}) == null,
    length(transpose(local.out)),
    length(transpose(local.out)) > 0,
    length(transpose(local.out)) < 3,
    length(transpose(local.out)) == 0,
    length(transpose({a = local.out})),
    length(transpose({a = local.out})) > 0,
  ]
}
output "trim" {
  value = [
    trim(local.id, "?") == null,
    trim(local.maybe, "?") == null,
    trim(local.pre, "?") == null,
    trim(local.out, "?") == null,
    trim("?a?", local.id) == null,
    trim("?a?", local.maybe) == null,
    trim("?a?", local.pre) == null,
    trim("?a?", local.out) == null,
    trim(local.out, local.out) == null,
    trim(local.id, local.id) == null,
    startswith(trim(local.id, "?"), "a"),
    startswith(trim(local.id, "?"), "x-"),
    startswith(trim(local.id, "?"), "pre-"),
    startswith(trim(local.id, "?"), "/"),
    trim(local.id, "?") == "",
    startswith(trim(local.maybe, "?"), "a"),
  ]
}
output "trimprefix" {
  value = [
    trimprefix(local.id, "a") == null,
    trimprefix(local.maybe, "a") == null,
    trimprefix(local.pre, "a") == null,
    trimprefix(local.out, "a") == null,
    trimprefix("abc", local.id) == null,
    trimprefix("abc", local.maybe) == null,
    trimprefix("abc", local.pre) == null,
    trimprefix("abc", local.out) == null,
    trimprefix(local.out, local.out) == null,
    trimprefix(local.id, local.id) == null,
    startswith(trimprefix(local.id, "a"), "a"),
    startswith(trimprefix(local.id, "a"), "x-"),
    startswith(trimprefix(local.id, "a"), "pre-"),
    startswith(trimprefix(local.id, "a"), "/"),
    trimprefix(local.id, "a") == "",
    startswith(trimprefix(local.maybe, "a"), "a"),
  ]
}
output "trimspace" {
  value = [
    trimspace(local.id) == null,
    trimspace(local.maybe) == null,
    trimspace(local.pre) == null,
    trimspace(local.out) == null,
    startswith(trimspace(local.id), "a"),
    startswith(trimspace(local.id), "x-"),
    startswith(trimspace(local.id), "pre-"),
    startswith(trimspace(local.id), "/"),
    trimspace(local.id) == "",
    startswith(trimspace(local.maybe), "a"),
  ]
}
output "trimsuffix" {
  value = [
    trimsuffix(local.id, "c") == null,
    trimsuffix(local.maybe, "c") == null,
    trimsuffix(local.pre, "c") == null,
    trimsuffix(local.out, "c") == null,
    trimsuffix("abc", local.id) == null,
    trimsuffix("abc", local.maybe) == null,
    trimsuffix("abc", local.pre) == null,
    trimsuffix("abc", local.out) == null,
    trimsuffix(local.out, local.out) == null,
    trimsuffix(local.id, local.id) == null,
    startswith(trimsuffix(local.id, "c"), "a"),
    startswith(trimsuffix(local.id, "c"), "x-"),
    startswith(trimsuffix(local.id, "c"), "pre-"),
    startswith(trimsuffix(local.id, "c"), "/"),
    trimsuffix(local.id, "c") == "",
    startswith(trimsuffix(local.maybe, "c"), "a"),
  ]
}
output "can" {
  value = [
    can(local.id) == null,
    can(local.maybe) == null,
    can(local.pre) == null,
    can(local.out) == null,
  ]
}
output "upper" {
  value = [
    upper(local.id) == null,
    upper(local.maybe) == null,
    upper(local.pre) == null,
    upper(local.out) == null,
    startswith(upper(local.id), "a"),
    startswith(upper(local.id), "x-"),
    startswith(upper(local.id), "pre-"),
    startswith(upper(local.id), "/"),
    upper(local.id) == "",
    startswith(upper(local.maybe), "a"),
  ]
}
output "urlencode" {
  value = [
    urlencode(local.id) == null,
    urlencode(local.maybe) == null,
    urlencode(local.pre) == null,
    urlencode(local.out) == null,
    startswith(urlencode(local.id), "a"),
    startswith(urlencode(local.id), "x-"),
    startswith(urlencode(local.id), "pre-"),
    startswith(urlencode(local.id), "/"),
    urlencode(local.id) == "",
    startswith(urlencode(local.maybe), "a"),
  ]
}
output "uuid" {
  value = [
    uuid() == null,
    startswith(uuid(), "a"),
    startswith(uuid(), "x-"),
    startswith(uuid(), "pre-"),
    startswith(uuid(), "/"),
    uuid() == "",
  ]
}
output "uuidv5" {
  value = [
    uuidv5(local.id, "x") == null,
    uuidv5(local.maybe, "x") == null,
    uuidv5(local.pre, "x") == null,
    uuidv5(local.out, "x") == null,
    uuidv5("dns", local.id) == null,
    uuidv5("dns", local.maybe) == null,
    uuidv5("dns", local.pre) == null,
    uuidv5("dns", local.out) == null,
    uuidv5(local.out, local.out) == null,
    uuidv5(local.id, local.id) == null,
    startswith(uuidv5(local.id, "x"), "a"),
    startswith(uuidv5(local.id, "x"), "x-"),
    startswith(uuidv5(local.id, "x"), "pre-"),
    startswith(uuidv5(local.id, "x"), "/"),
    uuidv5(local.id, "x") == "",
    startswith(uuidv5(local.maybe, "x"), "a"),
  ]
}
output "values" {
  value = [
    values(local.map) == null,
    values(local.obj) == null,
    length(values(local.map)),
    length(values(local.map)) > 0,
    length(values(local.map)) < 3,
    length(values(local.map)) == 0,
    values(local.out) == null,
    values({(local.id) = 1}) == null,
  ]
}
output "yamldecode" {
  value = [
    yamldecode(local.id) == null,
    yamldecode(local.maybe) == null,
    yamldecode(local.pre) == null,
    yamldecode(local.out) == null,
  ]
}
output "yamlencode" {
  value = [
    yamlencode(local.id) == null,
    startswith(yamlencode(local.id), "a"),
    startswith(yamlencode(local.id), "x-"),
    startswith(yamlencode(local.id), "pre-"),
    startswith(yamlencode(local.id), "/"),
    yamlencode(local.id) == "",
  ]
}
output "zipmap" {
  value = [
    zipmap(["a", "b"], local.list) == null,
    zipmap(local.list, tolist(["x", "y"])) == null,
    zipmap(local.set, tolist(["x", "y"])) == null,
    zipmap(local.out, tolist(["x", "y"])) == null,
    zipmap(local.klist, tolist(["x", "y"])) == null,
    zipmap(local.tlist, tolist(["x", "y"])) == null,
    zipmap(local.tset, tolist(["x", "y"])) == null,
    zipmap([local.out], tolist(["x", "y"])) == null,
    zipmap([local.maybe, "a"], tolist(["x", "y"])) == null,
    zipmap(local.list, [1, 2]) == null,
    zipmap(local.set, [1, 2]) == null,
    zipmap(local.out, [1, 2]) == null,
    zipmap(local.klist, [1, 2]) == null,
    zipmap(local.tlist, [1, 2]) == null,
    zipmap(local.tset, [1, 2]) == null,
  ]
}
output "provider__terraform__encode_tfvars" {
  value = [
    provider::terraform::encode_tfvars(local.map) == null,
    provider::terraform::encode_tfvars(local.out) == null,
    provider::terraform::encode_tfvars(local.kmap) == null,
    provider::terraform::encode_tfvars(local.tmap) == null,
    provider::terraform::encode_tfvars({a = local.out}) == null,
    provider::terraform::encode_tfvars(local.obj) == null,
    provider::terraform::encode_tfvars({(local.id) = 1}) == null,
    provider::terraform::encode_tfvars({a = local.list}) == null,
    provider::terraform::encode_tfvars(local.id) == null,
    provider::terraform::encode_tfvars(local.klist) == null,
    startswith(provider::terraform::encode_tfvars(local.map), "a"),
    startswith(provider::terraform::encode_tfvars(local.map), "x-"),
    startswith(provider::terraform::encode_tfvars(local.map), "pre-"),
    startswith(provider::terraform::encode_tfvars(local.map), "/"),
    provider::terraform::encode_tfvars(local.map) == "",
    startswith(provider::terraform::encode_tfvars(local.out), "a"),
  ]
}
output "provider__terraform__decode_tfvars" {
  value = [
    provider::terraform::decode_tfvars(local.id) == null,
    provider::terraform::decode_tfvars(local.maybe) == null,
    provider::terraform::decode_tfvars(local.pre) == null,
    provider::terraform::decode_tfvars(local.out) == null,
  ]
}
output "provider__terraform__encode_expr" {
  value = [
    provider::terraform::encode_expr(local.id) == null,
    startswith(provider::terraform::encode_expr(local.id), "a"),
    startswith(provider::terraform::encode_expr(local.id), "/"),
    startswith(provider::terraform::encode_expr(local.id), "\""),
    provider::terraform::encode_expr(local.id) == "",
    provider::terraform::encode_expr(local.maybe) == null,
    provider::terraform::encode_expr(local.pre) == null,
    startswith(provider::terraform::encode_expr(local.pre), "a"),
    startswith(provider::terraform::encode_expr(local.pre), "/"),
    startswith(provider::terraform::encode_expr(local.pre), "\""),
    provider::terraform::encode_expr(local.pre) == "",
    provider::terraform::encode_expr(local.out) == null,
    provider::terraform::encode_expr(local.map) == null,
    startswith(provider::terraform::encode_expr(local.map), "a"),
    startswith(provider::terraform::encode_expr(local.id), "x-"),
    startswith(provider::terraform::encode_expr(local.id), "pre-"),
    startswith(provider::terraform::encode_expr(local.id), "\"~"),
    startswith(provider::terraform::encode_expr(local.maybe), "a"),
    startswith(provider::terraform::encode_expr(local.maybe), "x-"),
    startswith(provider::terraform::encode_expr(local.maybe), "pre-"),
  ]
}
