# A function a time, its arguments sensitive.
resource "terraform_data" "abs" {
  input = [
    abs(sensitive(-3)),
    abs(sensitive(local.num)),
  ]
}
resource "terraform_data" "alltrue" {
  input = [
    alltrue(sensitive([true, true])),
    alltrue(sensitive(local.list)),
  ]
}
resource "terraform_data" "anytrue" {
  input = [
    anytrue(sensitive([false, true])),
    anytrue(sensitive(local.list)),
  ]
}
resource "terraform_data" "base64decode" {
  input = [
    base64decode(sensitive("YWJj")),
    base64decode(local.sid),
  ]
}
resource "terraform_data" "base64encode" {
  input = [
    base64encode(sensitive("abc")),
    base64encode(local.sid),
  ]
}
resource "terraform_data" "base64gzip" {
  input = [
    base64gzip(sensitive("abc")),
    base64gzip(local.sid),
  ]
}
resource "terraform_data" "base64sha256" {
  input = [
    base64sha256(sensitive("a")),
    base64sha256(local.sid),
  ]
}
resource "terraform_data" "base64sha512" {
  input = [
    base64sha512(sensitive("a")),
    base64sha512(local.sid),
  ]
}
resource "terraform_data" "basename" {
  input = [
    basename(sensitive("a/b.txt")),
    basename(local.sid),
  ]
}
resource "terraform_data" "bcrypt" {
  input = [
    bcrypt(sensitive("x")),
    bcrypt(local.sid),
    bcrypt(sensitive("x"), 5),
    bcrypt(local.sid, 5),
    bcrypt(var.s, 5),
    bcrypt("x", sensitive(5)),
    bcrypt("x", sensitive(local.num)),
  ]
}
resource "terraform_data" "ceil" {
  input = [
    ceil(sensitive(1.5)),
    ceil(sensitive(local.num)),
  ]
}
resource "terraform_data" "chomp" {
  input = [
    chomp(sensitive("a\n")),
    chomp(local.sid),
  ]
}
resource "terraform_data" "chunklist" {
  input = [
    chunklist(sensitive(["a", "b", "c"]), 2),
    chunklist([sensitive("a"), local.id], 2),
    chunklist(sensitive(local.list), 2),
    chunklist(["a", "b", "c"], sensitive(2)),
    chunklist(["a", "b", "c"], sensitive(local.num)),
  ]
}
resource "terraform_data" "cidrhost" {
  input = [
    cidrhost(sensitive("10.0.0.0/8"), 5),
    cidrhost(local.sid, 5),
    cidrhost("10.0.0.0/8", sensitive(5)),
    cidrhost("10.0.0.0/8", sensitive(local.num)),
  ]
}
resource "terraform_data" "cidrnetmask" {
  input = [
    cidrnetmask(sensitive("10.0.0.0/8")),
    cidrnetmask(local.sid),
  ]
}
resource "terraform_data" "cidrsubnet" {
  input = [
    cidrsubnet(sensitive("10.0.0.0/8"), 8, 3),
    cidrsubnet(local.sid, 8, 3),
    cidrsubnet("10.0.0.0/8", sensitive(8), 3),
    cidrsubnet("10.0.0.0/8", sensitive(local.num), 3),
    cidrsubnet("10.0.0.0/8", 8, sensitive(3)),
    cidrsubnet("10.0.0.0/8", 8, sensitive(local.num)),
  ]
}
resource "terraform_data" "cidrsubnets" {
  input = [
    cidrsubnets(sensitive("10.0.0.0/8")),
    cidrsubnets(local.sid),
    cidrsubnets(sensitive("10.0.0.0/8"), 8, 9),
    cidrsubnets(local.sid, 8, 9),
    cidrsubnets("10.0.0.0/8", sensitive(8), 9),
    cidrsubnets("10.0.0.0/8", sensitive(local.num), 9),
    cidrsubnets("10.0.0.0/8", 8, sensitive(9)),
    cidrsubnets("10.0.0.0/8", 8, sensitive(local.num)),
  ]
}
resource "terraform_data" "coalesce" {
  input = [
    coalesce(sensitive("a"), "b"),
    coalesce(local.sid, "b"),
    coalesce(var.s, "b"),
    coalesce("a", sensitive("b")),
    coalesce("a", local.sid),
    coalesce(sensitive(1), "b"),
    coalesce(sensitive(local.num), "b"),
    coalesce(1, sensitive("b")),
    coalesce(1, local.sid),
    coalesce(sensitive(""), "b"),
    coalesce("", sensitive("b")),
    coalesce("", local.sid),
    coalesce(sensitive(""), "a"),
    coalesce(sensitive("a"), local.id),
  ]
}
resource "terraform_data" "coalescelist" {
  input = [
    coalescelist(sensitive([]), ["a"]),
    coalescelist([sensitive("a"), local.id], ["a"]),
    coalescelist(sensitive(local.list), ["a"]),
    coalescelist([], sensitive(["a"])),
    coalescelist([], [sensitive("a"), local.id]),
    coalescelist([], sensitive(local.list)),
    coalescelist(sensitive(["z"]), ["a"]),
    coalescelist(["z"], sensitive(["a"])),
    coalescelist(["z"], [sensitive("a"), local.id]),
    coalescelist(["z"], sensitive(local.list)),
    coalescelist(["a"], sensitive(["b"])),
  ]
}
resource "terraform_data" "compact" {
  input = [
    compact(sensitive(["a", "", "b"])),
    compact([sensitive("a"), local.id]),
    compact(sensitive(local.list)),
    compact(["", sensitive("a")]),
  ]
}
resource "terraform_data" "concat" {
  input = [
    concat(sensitive(["a"]), ["b"]),
    concat([sensitive("a"), local.id], ["b"]),
    concat(sensitive(local.list), ["b"]),
    concat(["a"], sensitive(["b"])),
    concat(["a"], [sensitive("a"), local.id]),
    concat(["a"], sensitive(local.list)),
    concat(sensitive(tolist(["a"])), tolist(["b"])),
    concat([sensitive("a"), local.id], tolist(["b"])),
    concat(sensitive(local.list), tolist(["b"])),
    concat(tolist(["a"]), sensitive(tolist(["b"]))),
    concat(tolist(["a"]), [sensitive("a"), local.id]),
    concat(tolist(["a"]), sensitive(local.list)),
  ]
}
resource "terraform_data" "contains" {
  input = [
    contains(sensitive(["a", "b"]), "a"),
    contains([sensitive("a"), local.id], "a"),
    contains(sensitive(local.list), "a"),
    contains(["a", "b"], sensitive("a")),
    contains(["a", "b"], local.sid),
    contains(sensitive(toset(["a", "b"])), "c"),
    contains([sensitive("a"), local.id], "c"),
    contains(sensitive(local.list), "c"),
    contains(toset(["a", "b"]), sensitive("c")),
    contains(toset(["a", "b"]), local.sid),
  ]
}
resource "terraform_data" "csvdecode" {
  input = [
    csvdecode(sensitive("a,b\n1,2")),
    csvdecode(local.sid),
  ]
}
resource "terraform_data" "dirname" {
  input = [
    dirname(sensitive("a/b")),
    dirname(local.sid),
  ]
}
resource "terraform_data" "distinct" {
  input = [
    distinct(sensitive(["a", "a"])),
    distinct([sensitive("a"), local.id]),
    distinct(sensitive(local.list)),
    distinct([sensitive("a"), "a"]),
  ]
}
resource "terraform_data" "element" {
  input = [
    element(sensitive(["a", "b"]), 1),
    element([sensitive("a"), local.id], 1),
    element(sensitive(local.list), 1),
    element(["a", "b"], sensitive(1)),
    element(["a", "b"], sensitive(local.num)),
    element(sensitive(tolist(["a", "b"])), -1),
    element(sensitive(local.list), -1),
    element(tolist(["a", "b"]), sensitive(-1)),
    element(tolist(["a", "b"]), sensitive(local.num)),
  ]
}
resource "terraform_data" "endswith" {
  input = [
    endswith(sensitive("abc"), "c"),
    endswith(local.sid, "c"),
    endswith(var.s, "c"),
    endswith("abc", sensitive("c")),
    endswith("abc", local.sid),
  ]
}
resource "terraform_data" "ephemeralasnull" {
  input = [
    ephemeralasnull(sensitive("a")),
    ephemeralasnull(local.sid),
  ]
}
resource "terraform_data" "file" {
  input = [
    file(sensitive("files/a.txt")),
    file(local.sid),
  ]
}
resource "terraform_data" "filebase64" {
  input = [
    filebase64(sensitive("files/a.txt")),
    filebase64(local.sid),
  ]
}
resource "terraform_data" "filebase64sha256" {
  input = [
    filebase64sha256(sensitive("files/a.txt")),
    filebase64sha256(local.sid),
  ]
}
resource "terraform_data" "filemd5" {
  input = [
    filemd5(sensitive("files/a.txt")),
    filemd5(local.sid),
  ]
}
resource "terraform_data" "fileset" {
  input = [
    fileset(sensitive("files"), "*.txt"),
    fileset(local.sid, "*.txt"),
    fileset(var.s, "*.txt"),
    fileset("files", sensitive("*.txt")),
    fileset("files", local.sid),
  ]
}
resource "terraform_data" "filesha512" {
  input = [
    filesha512(sensitive("files/b.bin")),
    filesha512(local.sid),
  ]
}
resource "terraform_data" "flatten" {
  input = [
    flatten(sensitive(["a", ["b", ["c"]]])),
    flatten([sensitive("a"), local.id]),
    flatten(sensitive(local.list)),
    flatten([sensitive(["a"]), "b"]),
    flatten([["a"], sensitive([local.id])]),
  ]
}
resource "terraform_data" "floor" {
  input = [
    floor(sensitive(1.5)),
    floor(sensitive(local.num)),
  ]
}
resource "terraform_data" "format" {
  input = [
    format(sensitive("x-%s-%d"), "a", 3),
    format(local.sid, "a", 3),
    format("x-%s-%d", sensitive("a"), 3),
    format("x-%s-%d", local.sid, 3),
    format("x-%s-%d", var.s, 3),
    format("x-%s-%d", "a", sensitive(3)),
    format("x-%s-%d", "a", sensitive(local.num)),
    format(sensitive("%v"), {a = 1}),
    format(local.sid, {a = 1}),
    format("%v", sensitive({a = 1})),
    format("%v", {a = sensitive("x"), b = local.id}),
    format("%v", sensitive(local.map)),
    format(sensitive("abc")),
    format(local.sid),
    format(sensitive("%s"), "a"),
    format(local.sid, "a"),
    format("%s", sensitive("a")),
    format("%s", local.sid),
    format("%s", sensitive(local.id)),
    format(sensitive("%s"), local.id),
  ]
}
resource "terraform_data" "formatdate" {
  input = [
    formatdate(sensitive("YYYY"), "2020-01-02T03:04:05Z"),
    formatdate(local.sid, "2020-01-02T03:04:05Z"),
    formatdate("YYYY", sensitive("2020-01-02T03:04:05Z")),
    formatdate("YYYY", local.sid),
  ]
}
resource "terraform_data" "formatlist" {
  input = [
    formatlist(sensitive("a-%s"), ["x", "y"]),
    formatlist(local.sid, ["x", "y"]),
    formatlist("a-%s", sensitive(["x", "y"])),
    formatlist("a-%s", [sensitive("a"), local.id]),
    formatlist("a-%s", sensitive(local.list)),
    formatlist(sensitive("a-%s-%s"), ["x", "y"], "z"),
    formatlist(local.sid, ["x", "y"], "z"),
    formatlist("a-%s-%s", sensitive(["x", "y"]), "z"),
    formatlist("a-%s-%s", [sensitive("a"), local.id], "z"),
    formatlist("a-%s-%s", sensitive(local.list), "z"),
    formatlist("a-%s-%s", ["x", "y"], sensitive("z")),
    formatlist("a-%s-%s", ["x", "y"], local.sid),
    formatlist(sensitive("a")),
    formatlist(local.sid),
    formatlist("%s", [sensitive("a"), "b"]),
    formatlist("%s", sensitive(["a"])),
  ]
}
resource "terraform_data" "indent" {
  input = [
    indent(sensitive(2), "a\nb"),
    indent(sensitive(local.num), "a\nb"),
    indent(2, sensitive("a\nb")),
    indent(2, local.sid),
  ]
}
resource "terraform_data" "index" {
  input = [
    index(sensitive(["a", "b"]), "b"),
    index([sensitive("a"), local.id], "b"),
    index(sensitive(local.list), "b"),
    index(["a", "b"], sensitive("b")),
    index(["a", "b"], local.sid),
  ]
}
resource "terraform_data" "issensitive" {
  input = [
    issensitive("a"),
    issensitive(local.id),
    issensitive(local.maybe),
    issensitive(local.pre),
    issensitive(local.out),
    issensitive(null),
    issensitive(local.nstr),
    issensitive(sensitive("a")),
    issensitive(local.sid),
    issensitive(""),
    issensitive(1),
    issensitive(true),
    issensitive([]),
    issensitive({}),
    issensitive(sensitive(local.id)),
    issensitive([sensitive(1)]),
    issensitive({a = sensitive(local.id)}),
  ]
}
resource "terraform_data" "join" {
  input = [
    join(sensitive("-"), ["a", "b"]),
    join(local.sid, ["a", "b"]),
    join(var.s, ["a", "b"]),
    join("-", sensitive(["a", "b"])),
    join("-", [sensitive("a"), local.id]),
    join("-", sensitive(local.list)),
    join(sensitive("-"), ["a"], ["b"]),
    join(local.sid, ["a"], ["b"]),
    join(var.s, ["a"], ["b"]),
    join("-", sensitive(["a"]), ["b"]),
    join("-", [sensitive("a"), local.id], ["b"]),
    join("-", sensitive(local.list), ["b"]),
    join("-", ["a"], sensitive(["b"])),
    join("-", ["a"], [sensitive("a"), local.id]),
    join("-", ["a"], sensitive(local.list)),
    join(",", [sensitive("a")]),
  ]
}
resource "terraform_data" "jsondecode" {
  input = [
    jsondecode(sensitive("[1]")),
    jsondecode(local.sid),
    jsondecode(sensitive("1")),
  ]
}
resource "terraform_data" "jsonencode" {
  input = [
    jsonencode(sensitive("a")),
    jsonencode(local.sid),
    jsonencode(sensitive({a = 1})),
    jsonencode({a = sensitive("x"), b = local.id}),
    jsonencode(sensitive(local.map)),
    jsonencode(sensitive(["a"])),
    jsonencode([sensitive("a"), local.id]),
    jsonencode(sensitive(local.list)),
  ]
}
resource "terraform_data" "keys" {
  input = [
    keys(sensitive({a = 1, b = 2})),
    keys({a = sensitive("x"), b = local.id}),
    keys(sensitive(local.map)),
    keys(sensitive(tomap({a = 1}))),
    keys(sensitive({a = 1})),
    keys({a = sensitive(1)}),
    keys(tomap({a = sensitive(1)})),
  ]
}
resource "terraform_data" "length" {
  input = [
    length(sensitive(["a"])),
    length([sensitive("a"), local.id]),
    length(sensitive(local.list)),
    length(sensitive("abc")),
    length(local.sid),
    length(sensitive({a = 1})),
    length({a = sensitive("x"), b = local.id}),
    length(sensitive(local.map)),
    length(sensitive("a")),
    length([sensitive("a")]),
  ]
}
resource "terraform_data" "log" {
  input = [
    log(sensitive(16), 2),
    log(sensitive(local.num), 2),
    log(16, sensitive(2)),
    log(16, sensitive(local.num)),
  ]
}
resource "terraform_data" "lookup" {
  input = [
    lookup(sensitive({a = 1}), "a", 2),
    lookup({a = sensitive("x"), b = local.id}, "a", 2),
    lookup(sensitive(local.map), "a", 2),
    lookup({a = 1}, sensitive("a"), 2),
    lookup({a = 1}, local.sid, 2),
    lookup({a = 1}, var.s, 2),
    lookup({a = 1}, "a", sensitive(2)),
    lookup({a = 1}, "a", sensitive(local.num)),
    lookup(sensitive(tomap({a = "x"})), "b", "d"),
    lookup({a = sensitive("x"), b = local.id}, "b", "d"),
    lookup(sensitive(local.map), "b", "d"),
    lookup(tomap({a = "x"}), sensitive("b"), "d"),
    lookup(tomap({a = "x"}), local.sid, "d"),
    lookup(tomap({a = "x"}), var.s, "d"),
    lookup(tomap({a = "x"}), "b", sensitive("d")),
    lookup(tomap({a = "x"}), "b", local.sid),
    lookup(sensitive({a = 1}), "a"),
    lookup({a = sensitive("x"), b = local.id}, "a"),
    lookup(sensitive(local.map), "a"),
    lookup({a = 1}, sensitive("a")),
    lookup({a = 1}, local.sid),
    lookup({a = sensitive(1)}, "a", 2),
    lookup({a = 1}, "b", sensitive(2)),
  ]
}
resource "terraform_data" "lower" {
  input = [
    lower(sensitive("AbC")),
    lower(local.sid),
  ]
}
resource "terraform_data" "matchkeys" {
  input = [
    matchkeys(sensitive(["a", "b"]), ["x", "y"], ["y"]),
    matchkeys([sensitive("a"), local.id], ["x", "y"], ["y"]),
    matchkeys(sensitive(local.list), ["x", "y"], ["y"]),
    matchkeys(["a", "b"], sensitive(["x", "y"]), ["y"]),
    matchkeys(["a", "b"], [sensitive("a"), local.id], ["y"]),
    matchkeys(["a", "b"], sensitive(local.list), ["y"]),
    matchkeys(["a", "b"], ["x", "y"], sensitive(["y"])),
    matchkeys(["a", "b"], ["x", "y"], sensitive(local.list)),
  ]
}
resource "terraform_data" "max" {
  input = [
    max(sensitive(1), 2),
    max(sensitive(local.num), 2),
    max(1, sensitive(2)),
    max(1, sensitive(local.num)),
  ]
}
resource "terraform_data" "md5" {
  input = [
    md5(sensitive("a")),
    md5(local.sid),
  ]
}
resource "terraform_data" "merge" {
  input = [
    merge(sensitive({a = 1}), {b = 2}),
    merge({a = sensitive("x"), b = local.id}, {b = 2}),
    merge(sensitive(local.map), {b = 2}),
    merge({a = 1}, sensitive({b = 2})),
    merge({a = 1}, {a = sensitive("x"), b = local.id}),
    merge({a = 1}, sensitive(local.map)),
    merge(sensitive(tomap({a = "1"})), tomap({b = "2"})),
    merge({a = sensitive("x"), b = local.id}, tomap({b = "2"})),
    merge(sensitive(local.map), tomap({b = "2"})),
    merge(tomap({a = "1"}), sensitive(tomap({b = "2"}))),
    merge(tomap({a = "1"}), {a = sensitive("x"), b = local.id}),
    merge(tomap({a = "1"}), sensitive(local.map)),
    merge(sensitive({a = 1})),
    merge({a = sensitive("x"), b = local.id}),
    merge(sensitive(local.map)),
    merge({a = sensitive(1)}, {b = 2}),
  ]
}
resource "terraform_data" "min" {
  input = [
    min(sensitive(1), 2),
    min(sensitive(local.num), 2),
    min(1, sensitive(2)),
    min(1, sensitive(local.num)),
  ]
}
resource "terraform_data" "nonsensitive" {
  input = [
    nonsensitive("a"),
    nonsensitive(local.id),
    nonsensitive(local.maybe),
    nonsensitive(local.pre),
    nonsensitive(local.out),
    nonsensitive(null),
    nonsensitive(local.nstr),
    nonsensitive(sensitive("a")),
    nonsensitive(local.sid),
    nonsensitive(""),
    nonsensitive(1),
    nonsensitive(true),
    nonsensitive([]),
    nonsensitive({}),
    nonsensitive(sensitive(local.id)),
    nonsensitive([sensitive("a")]),
  ]
}
resource "terraform_data" "one" {
  input = [
    one(sensitive(["a"])),
    one(sensitive(local.list)),
    one(sensitive([])),
    one(sensitive(toset(["a"]))),
    one([sensitive("a")]),
  ]
}
resource "terraform_data" "parseint" {
  input = [
    parseint(sensitive("ff"), 16),
    parseint(local.sid, 16),
    parseint("ff", sensitive(16)),
    parseint("ff", sensitive(local.num)),
  ]
}
resource "terraform_data" "pathexpand" {
  input = [
    pathexpand(sensitive("a")),
    pathexpand(local.sid),
  ]
}
resource "terraform_data" "pow" {
  input = [
    pow(sensitive(2), 3),
    pow(sensitive(local.num), 3),
    pow(2, sensitive(3)),
    pow(2, sensitive(local.num)),
  ]
}
resource "terraform_data" "range" {
  input = [
    range(sensitive(3)),
    range(sensitive(local.num)),
    range(sensitive(1), 4),
    range(sensitive(local.num), 4),
    range(1, sensitive(4)),
    range(1, sensitive(local.num)),
    range(sensitive(1), 9, 2),
    range(sensitive(local.num), 9, 2),
    range(1, sensitive(9), 2),
    range(1, sensitive(local.num), 2),
    range(1, 9, sensitive(2)),
    range(1, 9, sensitive(local.num)),
  ]
}
resource "terraform_data" "regex" {
  input = [
    regex(sensitive("a(.)"), "abc"),
    regex(local.sid, "abc"),
    regex("a(.)", sensitive("abc")),
    regex("a(.)", local.sid),
    regex(sensitive("(?P<x>a)"), "abc"),
    regex("(?P<x>a)", sensitive("abc")),
    regex("(?P<x>a)", local.sid),
    regex(sensitive("a."), "abc"),
    regex("a.", sensitive("abc")),
    regex("a.", local.sid),
  ]
}
resource "terraform_data" "regexall" {
  input = [
    regexall(sensitive("a."), "abac"),
    regexall(local.sid, "abac"),
    regexall(var.s, "abac"),
    regexall("a.", sensitive("abac")),
    regexall("a.", local.sid),
    regexall(sensitive("(a)(.)"), "abac"),
    regexall("(a)(.)", sensitive("abac")),
    regexall("(a)(.)", local.sid),
  ]
}
resource "terraform_data" "replace" {
  input = [
    replace(sensitive("abc"), "b", "x"),
    replace(local.sid, "b", "x"),
    replace(var.s, "b", "x"),
    replace("abc", sensitive("b"), "x"),
    replace("abc", local.sid, "x"),
    replace("abc", var.s, "x"),
    replace("abc", "b", sensitive("x")),
    replace("abc", "b", local.sid),
    replace(sensitive("abc"), "/b/", "x"),
    replace(local.sid, "/b/", "x"),
    replace(var.s, "/b/", "x"),
    replace("abc", sensitive("/b/"), "x"),
    replace("abc", "/b/", sensitive("x")),
    replace("abc", "/b/", local.sid),
  ]
}
resource "terraform_data" "reverse" {
  input = [
    reverse(sensitive(["a", "b"])),
    reverse([sensitive("a"), local.id]),
    reverse(sensitive(local.list)),
    reverse(sensitive(tolist(["a", "b"]))),
    reverse([sensitive("a"), "b"]),
  ]
}
resource "terraform_data" "rsadecrypt" {
  input = [
    rsadecrypt(local.sid, "x"),
    rsadecrypt("!", local.sid),
  ]
}
resource "terraform_data" "sensitive" {
  input = [
    sensitive("a"),
    sensitive(local.id),
    sensitive(local.maybe),
    sensitive(local.pre),
    sensitive(local.out),
    sensitive(null),
    sensitive(local.nstr),
    sensitive(sensitive("a")),
    sensitive(local.sid),
    sensitive(""),
    sensitive(1),
    sensitive(true),
    sensitive([]),
    sensitive({}),
    sensitive({a = 1}),
    sensitive(local.map),
    sensitive(local.kmap),
    sensitive(local.tmap),
    sensitive(tomap(null)),
    sensitive(sensitive({a = 1})),
    sensitive({a = sensitive("x"), b = local.id}),
    sensitive(sensitive(local.map)),
    sensitive(tomap({})),
    sensitive({a = null}),
    sensitive({a = local.out}),
    sensitive(local.obj),
    sensitive({(local.id) = 1}),
    sensitive({a = local.list}),
    sensitive(local.klist),
  ]
}
resource "terraform_data" "setintersection" {
  input = [
    setintersection(sensitive(["a", "b"]), ["b"]),
    setintersection([sensitive("a"), local.id], ["b"]),
    setintersection(sensitive(local.list), ["b"]),
    setintersection(["a", "b"], sensitive(["b"])),
    setintersection(["a", "b"], [sensitive("a"), local.id]),
    setintersection(["a", "b"], sensitive(local.list)),
  ]
}
resource "terraform_data" "setproduct" {
  input = [
    setproduct(sensitive(["a", "b"]), [1, 2]),
    setproduct([sensitive("a"), local.id], [1, 2]),
    setproduct(sensitive(local.list), [1, 2]),
    setproduct(["a", "b"], sensitive([1, 2])),
    setproduct(["a", "b"], [sensitive("a"), local.id]),
    setproduct(["a", "b"], sensitive(local.list)),
    setproduct(sensitive(toset(["a"])), toset(["b"])),
    setproduct([sensitive("a"), local.id], toset(["b"])),
    setproduct(sensitive(local.list), toset(["b"])),
    setproduct(toset(["a"]), sensitive(toset(["b"]))),
    setproduct(toset(["a"]), [sensitive("a"), local.id]),
    setproduct(toset(["a"]), sensitive(local.list)),
  ]
}
resource "terraform_data" "setsubtract" {
  input = [
    setsubtract(sensitive(["a", "b"]), ["b"]),
    setsubtract([sensitive("a"), local.id], ["b"]),
    setsubtract(sensitive(local.list), ["b"]),
    setsubtract(["a", "b"], sensitive(["b"])),
    setsubtract(["a", "b"], [sensitive("a"), local.id]),
    setsubtract(["a", "b"], sensitive(local.list)),
  ]
}
resource "terraform_data" "setunion" {
  input = [
    setunion(sensitive(["a"]), ["b"]),
    setunion([sensitive("a"), local.id], ["b"]),
    setunion(sensitive(local.list), ["b"]),
    setunion(["a"], sensitive(["b"])),
    setunion(["a"], [sensitive("a"), local.id]),
    setunion(["a"], sensitive(local.list)),
    setunion(sensitive(["a"])),
    setunion([sensitive("a"), local.id]),
    setunion(sensitive(local.list)),
  ]
}
resource "terraform_data" "sha1" {
  input = [
    sha1(sensitive("a")),
    sha1(local.sid),
  ]
}
resource "terraform_data" "sha256" {
  input = [
    sha256(sensitive("a")),
    sha256(local.sid),
  ]
}
resource "terraform_data" "sha512" {
  input = [
    sha512(sensitive("a")),
    sha512(local.sid),
  ]
}
resource "terraform_data" "signum" {
  input = [
    signum(sensitive(-3)),
    signum(sensitive(local.num)),
  ]
}
resource "terraform_data" "slice" {
  input = [
    slice(sensitive(["a", "b", "c"]), 1, 2),
    slice([sensitive("a"), local.id], 1, 2),
    slice(sensitive(local.list), 1, 2),
    slice(["a", "b", "c"], sensitive(1), 2),
    slice(["a", "b", "c"], sensitive(local.num), 2),
    slice(["a", "b", "c"], 1, sensitive(2)),
    slice(["a", "b", "c"], 1, sensitive(local.num)),
    slice(sensitive(tolist(["a", "b", "c"])), 0, 2),
    slice([sensitive("a"), local.id], 0, 2),
    slice(sensitive(local.list), 0, 2),
    slice(tolist(["a", "b", "c"]), sensitive(0), 2),
    slice(tolist(["a", "b", "c"]), sensitive(local.num), 2),
    slice(tolist(["a", "b", "c"]), 0, sensitive(2)),
    slice(tolist(["a", "b", "c"]), 0, sensitive(local.num)),
    slice(sensitive(["a", "b"]), 0, 1),
    slice([sensitive("a"), "b"], 0, 1),
  ]
}
resource "terraform_data" "sort" {
  input = [
    sort(sensitive(["b", "a"])),
    sort([sensitive("a"), local.id]),
    sort(sensitive(local.list)),
    sort([sensitive("b"), "a"]),
  ]
}
resource "terraform_data" "split" {
  input = [
    split(sensitive(","), "a,b"),
    split(local.sid, "a,b"),
    split(var.s, "a,b"),
    split(",", sensitive("a,b")),
    split(",", local.sid),
  ]
}
resource "terraform_data" "startswith" {
  input = [
    startswith(sensitive("abc"), "a"),
    startswith(local.sid, "a"),
    startswith(var.s, "a"),
    startswith("abc", sensitive("a")),
    startswith("abc", local.sid),
  ]
}
resource "terraform_data" "strcontains" {
  input = [
    strcontains(sensitive("abc"), "b"),
    strcontains(local.sid, "b"),
    strcontains(var.s, "b"),
    strcontains("abc", sensitive("b")),
    strcontains("abc", local.sid),
  ]
}
resource "terraform_data" "strrev" {
  input = [
    strrev(sensitive("abc")),
    strrev(local.sid),
  ]
}
resource "terraform_data" "substr" {
  input = [
    substr(sensitive("abc"), 1, 2),
    substr(local.sid, 1, 2),
    substr(var.s, 1, 2),
    substr("abc", sensitive(1), 2),
    substr("abc", sensitive(local.num), 2),
    substr("abc", 1, sensitive(2)),
    substr("abc", 1, sensitive(local.num)),
  ]
}
resource "terraform_data" "sum" {
  input = [
    sum(sensitive([1, 2])),
    sum([sensitive("a"), local.id]),
    sum(sensitive(local.list)),
    sum([sensitive(1), 2]),
  ]
}
resource "terraform_data" "templatefile" {
  input = [
    templatefile(sensitive("files/t.tftpl"), {name = "n"}),
    templatefile(local.sid, {name = "n"}),
    templatefile("files/t.tftpl", sensitive({name = "n"})),
    templatefile("files/t.tftpl", sensitive(local.map)),
    templatefile(sensitive("files/loop.tftpl"), {xs = ["a"]}),
    templatefile(local.sid, {xs = ["a"]}),
    templatefile("files/loop.tftpl", sensitive({xs = ["a"]})),
    templatefile("files/loop.tftpl", sensitive(local.map)),
    templatefile(sensitive("files/bare.tftpl"), {v = [1]}),
    templatefile(local.sid, {v = [1]}),
    templatefile("files/bare.tftpl", sensitive({v = [1]})),
    templatefile("files/bare.tftpl", sensitive(local.map)),
    templatefile("files/t.tftpl", {name = sensitive("x")}),
    templatefile("files/loop.tftpl", {xs = sensitive(["a"])}),
    templatefile("files/bare.tftpl", {v = sensitive({a = 1})}),
  ]
}
resource "terraform_data" "textdecodebase64" {
  input = [
    textdecodebase64(sensitive("YQA="), "UTF-16LE"),
    textdecodebase64(local.sid, "UTF-16LE"),
    textdecodebase64("YQA=", sensitive("UTF-16LE")),
    textdecodebase64("YQA=", local.sid),
  ]
}
resource "terraform_data" "textencodebase64" {
  input = [
    textencodebase64(sensitive("a"), "UTF-16LE"),
    textencodebase64(local.sid, "UTF-16LE"),
    textencodebase64(var.s, "UTF-16LE"),
    textencodebase64("a", sensitive("UTF-16LE")),
    textencodebase64("a", local.sid),
  ]
}
resource "terraform_data" "timeadd" {
  input = [
    timeadd(sensitive("2020-01-02T03:04:05Z"), "1h"),
    timeadd(local.sid, "1h"),
    timeadd("2020-01-02T03:04:05Z", sensitive("1h")),
    timeadd("2020-01-02T03:04:05Z", local.sid),
  ]
}
resource "terraform_data" "timecmp" {
  input = [
    timecmp(sensitive("2020-01-02T03:04:05Z"), "2021-01-02T03:04:05Z"),
    timecmp(local.sid, "2021-01-02T03:04:05Z"),
    timecmp("2020-01-02T03:04:05Z", sensitive("2021-01-02T03:04:05Z")),
    timecmp("2020-01-02T03:04:05Z", local.sid),
  ]
}
resource "terraform_data" "title" {
  input = [
    title(sensitive("ab cd")),
    title(local.sid),
  ]
}
resource "terraform_data" "tobool" {
  input = [
    tobool(sensitive("true")),
    tobool(local.sid),
  ]
}
resource "terraform_data" "tolist" {
  input = [
    tolist(sensitive(["a"])),
    tolist([sensitive("a"), local.id]),
    tolist(sensitive(local.list)),
    tolist(sensitive(toset(["a"]))),
    tolist([sensitive(1), 2]),
  ]
}
resource "terraform_data" "tomap" {
  input = [
    tomap(sensitive({a = "x"})),
    tomap({a = sensitive("x"), b = local.id}),
    tomap(sensitive(local.map)),
    tomap(sensitive({a = 1, b = "x"})),
    tomap({a = sensitive(1)}),
  ]
}
resource "terraform_data" "tonumber" {
  input = [
    tonumber(sensitive("1")),
    tonumber(local.sid),
  ]
}
resource "terraform_data" "toset" {
  input = [
    toset(sensitive(["a", "a"])),
    toset([sensitive("a"), local.id]),
    toset(sensitive(local.list)),
    toset([sensitive(1), 2]),
  ]
}
resource "terraform_data" "tostring" {
  input = [
    tostring(sensitive(1)),
    tostring(sensitive(local.num)),
  ]
}
resource "terraform_data" "transpose" {
  input = [
    transpose(sensitive({a = ["x"]})),
    transpose({a = [sensitive("x")]}),
  ]
}
resource "terraform_data" "trim" {
  input = [
    trim(sensitive("?a?"), "?"),
    trim(local.sid, "?"),
    trim(var.s, "?"),
    trim("?a?", sensitive("?")),
    trim("?a?", local.sid),
  ]
}
resource "terraform_data" "trimprefix" {
  input = [
    trimprefix(sensitive("abc"), "a"),
    trimprefix(local.sid, "a"),
    trimprefix(var.s, "a"),
    trimprefix("abc", sensitive("a")),
    trimprefix("abc", local.sid),
  ]
}
resource "terraform_data" "trimspace" {
  input = [
    trimspace(sensitive(" a ")),
    trimspace(local.sid),
  ]
}
resource "terraform_data" "trimsuffix" {
  input = [
    trimsuffix(sensitive("abc"), "c"),
    trimsuffix(local.sid, "c"),
    trimsuffix(var.s, "c"),
    trimsuffix("abc", sensitive("c")),
    trimsuffix("abc", local.sid),
  ]
}
resource "terraform_data" "try" {
  input = [
    try(sensitive("a"), "b"),
    try(local.sid, "b"),
    try(var.s, "b"),
    try("a", sensitive("b")),
    try("a", local.sid),
  ]
}
resource "terraform_data" "can" {
  input = [
    can(sensitive("a")),
    can(local.sid),
    can(sensitive(1)),
  ]
}
resource "terraform_data" "upper" {
  input = [
    upper(sensitive("a")),
    upper(local.sid),
  ]
}
resource "terraform_data" "urlencode" {
  input = [
    urlencode(sensitive("a b")),
    urlencode(local.sid),
  ]
}
resource "terraform_data" "uuidv5" {
  input = [
    uuidv5(sensitive("dns"), "x"),
    uuidv5(local.sid, "x"),
    uuidv5("dns", sensitive("x")),
    uuidv5("dns", local.sid),
  ]
}
resource "terraform_data" "values" {
  input = [
    values(sensitive({a = 1, b = 2})),
    values({a = sensitive("x"), b = local.id}),
    values(sensitive(local.map)),
    values(sensitive(tomap({a = 1}))),
    values(sensitive({a = 1})),
    values(tomap({a = sensitive("x"), b = "y"})),
  ]
}
resource "terraform_data" "yamldecode" {
  input = [
    yamldecode(sensitive("a: 1")),
    yamldecode(local.sid),
  ]
}
resource "terraform_data" "yamlencode" {
  input = [
    yamlencode(sensitive("a")),
    yamlencode(local.sid),
    yamlencode(sensitive({a = 1})),
    yamlencode({a = sensitive("x"), b = local.id}),
    yamlencode(sensitive(local.map)),
    yamlencode(sensitive(["a"])),
    yamlencode([sensitive("a"), local.id]),
    yamlencode(sensitive(local.list)),
  ]
}
resource "terraform_data" "zipmap" {
  input = [
    zipmap(sensitive(["a", "b"]), [1, 2]),
    zipmap([sensitive("a"), local.id], [1, 2]),
    zipmap(sensitive(local.list), [1, 2]),
    zipmap(["a", "b"], sensitive([1, 2])),
    zipmap(["a", "b"], [sensitive("a"), local.id]),
    zipmap(["a", "b"], sensitive(local.list)),
    zipmap(sensitive(["a", "b"]), tolist(["x", "y"])),
    zipmap([sensitive("a"), local.id], tolist(["x", "y"])),
    zipmap(sensitive(local.list), tolist(["x", "y"])),
    zipmap(["a", "b"], sensitive(tolist(["x", "y"]))),
    zipmap([sensitive("a")], ["b"]),
    zipmap(["a"], [sensitive("b")]),
    zipmap(["a"], sensitive(["b"])),
  ]
}
resource "terraform_data" "provider__terraform__encode_tfvars" {
  input = [
    provider::terraform::encode_tfvars(sensitive({a = "x"})),
    provider::terraform::encode_tfvars({a = sensitive("x"), b = local.id}),
    provider::terraform::encode_tfvars(sensitive(local.map)),
  ]
}
resource "terraform_data" "provider__terraform__decode_tfvars" {
  input = [
    provider::terraform::decode_tfvars(sensitive("a = 1")),
    provider::terraform::decode_tfvars(local.sid),
  ]
}
resource "terraform_data" "provider__terraform__encode_expr" {
  input = [
    provider::terraform::encode_expr(sensitive("a")),
    provider::terraform::encode_expr(local.sid),
    provider::terraform::encode_expr(sensitive({a = 1})),
    provider::terraform::encode_expr({a = sensitive("x"), b = local.id}),
    provider::terraform::encode_expr(sensitive(local.map)),
  ]
}
resource "terraform_data" "templatestring" {
  input = [
    templatestring(local.tpl2, {v = sensitive("s")}),
    templatestring(var.s, {}),
  ]
}
