locals {
  list   = tolist(["x", "y", "z"])
  tuple  = ["x", 2, [3, { four = 4 }]]
  map    = tomap({ a = "1", "b c" = "2", "3" = "three" })
  object = { a = { b = [{ c = "deep" }] }, "with space" = 1, dash-ed = 2, "5" = "five" }
  at     = 1
  key    = "a"
}
output "o" {
  value = {
    list       = [local.list[0], local.list[local.at], local.list["2"], local.list.1]
    tuple      = [local.tuple[0], local.tuple[2][1].four, local.tuple["1"]]
    map        = [local.map["a"], local.map[local.key], local.map["b c"], local.map[3], local.map.a]
    object     = [local.object.a.b[0].c, local.object["a"]["b"][0]["c"], local.object["with space"], local.object.dash-ed]
    number_key = local.object[5]
    literal    = [[1, 2, 3][1], { x = 5 }.x, { x = 5 }["x"], "a,b" == "a,b" ? split(",", "a,b")[1] : ""]
    parens     = (local.tuple)[0]
    computed   = local.list[length(local.list) - 1]
    float      = local.list[1.0]
    in_text    = "${local.object.a.b[0]["c"]}-${local.list[0]}"
    try        = [try(local.list[9], "none"), try(local.object.none, "none"), try(local.map["none"], "none"), try(local.tuple[-1], "none")]
    can        = [can(local.list[2]), can(local.list[3]), can(local.object.a), can(local.object.z)]
    lookup     = [lookup(local.map, "a", "d"), lookup(local.map, "z", "d"), element(local.list, 4)]
  }
}
