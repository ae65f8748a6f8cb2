resource "terraform_data" "a" { input = "x" }
resource "terraform_data" "b" { input = "x" }
resource "terraform_data" "m" {
  count = 2
  input = "x"
}
locals {
  u       = terraform_data.a.output
  w       = terraform_data.b.output
  s1      = toset([local.u])
  s2      = toset([local.u, "b"])
  s3      = toset([local.u, local.w])
  s4      = toset([tostring(local.u), tostring(local.w)])
  sid     = toset([terraform_data.a.id, terraform_data.b.id])
  sid2    = toset([terraform_data.a.id, "b"])
  objs    = toset([{ a = terraform_data.a.id, b = 1 }, { a = "k", b = 2 }])
  objsame = toset([{ a = terraform_data.a.id, b = 1 }, { a = terraform_data.a.id, b = 1 }])
  wide    = toset(split(",", terraform_data.a.id))
}
output "s1" { value = local.s1 }
output "s2" { value = local.s2 }
output "s3" { value = local.s3 }
output "s4" { value = local.s4 }
output "sid" { value = local.sid }
output "sid2" { value = local.sid2 }
output "objs" { value = local.objs }
output "objsame" { value = local.objsame }
output "ops" {
  value = {
    len1      = length(local.s1)
    len_id1   = length(toset([terraform_data.a.id]))
    len2      = length(local.sid2)
    len3      = length(local.objs)
    lensame   = length(local.objsame)
    lensame2  = length(toset([terraform_data.a.id, terraform_data.a.id]))
    samer     = toset([terraform_data.a.id, terraform_data.a.id])
    ge        = length(local.sid2) >= 1
    gt0       = length(local.sid2) > 0
    eq0       = length(local.sid2) == 0
    for1      = [for x in toset([terraform_data.a.id]) : 1]
    forif     = [for x in local.sid2 : x if x != "b"]
    forobj    = { for x in local.objs : x.b => x.a }
    foro      = { for x in local.objs : x.b => 1 }
    contains  = contains(local.sid2, "b")
    contains2 = contains(local.sid2, "c")
    containsu = contains(local.sid2, terraform_data.a.id)
    tolist    = tolist(local.sid2)
    tolist1   = tolist(toset([terraform_data.a.id]))
    tuple     = [local.sid2]
    eq        = local.sid2 == local.sid2
    eqk       = local.sid2 == toset(["b"])
    eqk2      = local.sid2 == toset(["b", "c", "d"])
    eqn       = local.sid2 == null
    eqd       = toset([terraform_data.a.id]) == toset(["b", "c"])
    union     = setunion(local.sid2, ["c"])
    unionb    = setunion(local.sid2, ["b"])
    union2    = setunion(local.sid2, local.sid)
    unionw    = setunion(local.sid2, local.wide)
    inter     = setintersection(local.sid2, ["b"])
    sub       = setsubtract(local.sid2, ["b"])
    sub2      = setsubtract(["b"], local.sid2)
    prod      = setproduct(local.sid2, ["x"])
    prod1     = setproduct(toset([terraform_data.a.id]), ["x"])
    prod2     = setproduct([terraform_data.a.id, "b"], ["x"])
    flat      = flatten([local.sid2, ["x"]])
    join      = join(",", local.sid2)
    sort      = sort(local.sid2)
    json      = jsonencode(local.sid2)
    distinct  = distinct(local.sid2)
    one       = one(toset([terraform_data.a.id]))
    one2      = try(one(local.sid2), "many")
    cond      = local.u == "q" ? local.sid2 : toset(["b"])
    cond1     = local.u == "q" ? toset(["a"]) : toset(["b"])
    cond0     = local.u == "q" ? toset([]) : toset([])
    inobj     = { s = local.sid2, k = 1 }
    nested    = toset([[terraform_data.a.id], ["b"]])
    setofset  = toset([toset([terraform_data.a.id]), toset(["b"])])
    zip       = zipmap(tolist(toset(["x", "y"])), ["p", "q"])
    zips      = try(zipmap(local.sid2, ["p", "q"]), "no")
    nullin    = toset([terraform_data.a.id, null])
    type      = can(local.sid2[0])
    expands   = try(merge([for x in local.sid2 : { k = x }]...), "e")
    setexp    = try(concat(toset([[terraform_data.a.id], ["b"]])...), "e")
    tmpl      = "%{for x in local.sid2}<${x}>%{endfor}"
    coal      = coalesce(terraform_data.a.id == "" ? null : "x", "y")
    colist    = try(coalescelist(local.sid2, ["b"]), "e")
    alltrue   = alltrue([for x in local.sid2 : x != ""])
    sum       = sum(toset([length(terraform_data.a.id), 1]))
    lookupe   = try(element(local.sid2, 0), "e")
    rev       = try(reverse(local.sid2), "e")
    slice     = try(slice(tolist(local.sid2), 0, 1), "e")
    chunk     = try(chunklist(local.sid2, 1), "e")
    dyn       = toset([terraform_data.a.output, "b"])
    dynlen    = length(toset([terraform_data.a.output, "b"]))
    compact   = try(compact(local.sid2), "e")
    fl        = formatlist("%s!", local.sid2)
    yaml      = yamlencode(local.sid2)
    keysof    = keys({ for x in local.objs : x.b => x.a })
    nsens     = sensitive(1) == 1 ? 1 : 2
    idx       = try(index(local.sid2, "b"), "e")
    mk        = try(matchkeys(local.sid2, ["x", "y"], ["x"]), "e")
    transp    = transpose({ a = local.sid2 })
    bools     = toset([terraform_data.a.id == "x", true])
    boolsl    = length(toset([terraform_data.a.id == "x", true, false]))
  }
  sensitive = true
}
output "converted" {
  value = {
    numbers = tolist(toset([length(terraform_data.a.id), 1]))
    texts   = setunion(toset([length(terraform_data.a.id), 1]), ["x"])
    sorted  = toset(sort([terraform_data.a.id, "b"]))
    again   = toset(tolist(toset([terraform_data.a.id, "b"])))
    alone   = toset(tolist(toset([terraform_data.a.id])))
    splat   = toset([terraform_data.a.id])[*]
    objects = toset([{ id = terraform_data.a.id }])[*].id
    tmpl    = "%{for x in toset([length(terraform_data.a.id)])}a%{endfor}"
    loop    = [for x in toset([{ id = terraform_data.a.id, n = 1 }]) : x.n]
    merged  = merge([for x in toset([{ id = terraform_data.a.id, n = 1 }]) : { (x.n) = "k" }]...)
    grouped = { for x in local.objs : x.b => x.b... }
    secret  = nonsensitive(toset([sensitive(terraform_data.a.id)]))
    issens  = issensitive(toset([terraform_data.a.id, "b"]))
    either  = terraform_data.a.id == "x" ? toset(["a"]) : toset(["a"])
    three   = terraform_data.a.id == "x" ? toset(["a", "b"]) : toset(["a"])
  }
}
