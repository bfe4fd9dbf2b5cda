import SeededTesting

/// Makes schemas that use all of the language, at random.
///
/// Nearly all of them are valid; the few that are not must be refused by every compiler.
struct RandomSchema {
  var random: SeededGenerator
  /// Names of structs with the numbers of their type parameters.
  private var structs: [(name: String, parameters: Int)] = []
  private var enums: [(name: String, members: [String])] = []
  private var interfaces: [String] = []
  private var annotations: [(name: String, targets: Set<String>, type: String)] = []
  /// Constants by their types.
  private var constants: [String: [String]] = [:]
  /// Plain fields of structs that have been written, for values of these.
  private var fields: [String: [(name: String, type: String)]] = [:]
  private var counter = 0
  private var prefix = ""

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A file that imports another one, and that one.
  mutating func files() -> [String: String] {
    let library = file(id: "0x9bb0c61c5d8a1f01", prefix: "L", imports: false)
    let main = file(id: "0x9bb0c61c5d8a1f02", prefix: "M", imports: true)
    return ["lib/library.capnp": library, "test.capnp": main]
  }

  private mutating func file(id: String, prefix: String, imports: Bool) -> String {
    self.prefix = prefix
    var text = "@\(id);\n" + comment(40)
    if imports {
      text += "using Lib = import \"lib/library.capnp\";\n"
      text += "using Cxx = import \"/capnp/c++.capnp\";\n$Cxx.namespace(\"x\");\n"
      structs = structs.map { ("Lib.\($0.name)", $0.parameters) }
      enums = enums.map { ("Lib.\($0.name)", $0.members) }
      interfaces = interfaces.map { "Lib.\($0)" }
      annotations = annotations.map { ("Lib.\($0.name)", $0.targets, $0.type) }
      constants = [:]
      fields = [:]
    }
    var names: [(name: String, parameters: Int)] = []
    for index in 0..<(1 + random.below(5)) {
      names.append(("\(prefix)s\(index)", random.happens(25) ? 1 + random.below(2) : 0))
    }
    structs += names
    for index in 0..<random.below(3) {
      let members = (0..<(1 + random.below(6))).map { "e\($0)" }
      enums.append(("\(prefix)e\(index)", members))
      text += enumeration("\(prefix)e\(index)", members)
    }
    interfaces += (0..<random.below(3)).map { "\(prefix)i\($0)" }
    for index in 0..<random.below(3) {
      text += annotationDeclaration("\(prefix.lowercased())a\(index)")
    }
    for entry in names { text += structure(entry.name, entry.parameters) }
    for name in interfaces where name.hasPrefix("\(prefix)i") { text += interface(name) }
    for index in 0..<random.below(6) { text += constant("\(prefix.lowercased())c\(index)") }
    return text
  }

  private mutating func comment(_ percent: Int) -> String {
    guard random.happens(percent) else { return random.happens(50) ? "\n" : " " }
    let lines = (0..<(1 + random.below(2))).map { "# note \($0) \(random.below(100))\n" }
    return (random.happens(50) ? " " : "\n") + lines.joined(separator: "  ")
  }

  private mutating func shuffled(_ count: Int) -> [Int] {
    let order = Array(0..<count)
    return random.happens(50) ? order : order.shuffled(using: &random)
  }

  private mutating func applied(_ target: String) -> String {
    let fitting = annotations.filter { $0.targets.contains(target) || $0.targets.contains("*") }
    guard !fitting.isEmpty, random.happens(25) else { return "" }
    let annotation = random.pick(fitting)
    if annotation.type == "Void" { return " $\(annotation.name)" }
    return " $\(annotation.name)(\(value(annotation.type, 2)))"
  }

  private mutating func annotationDeclaration(_ name: String) -> String {
    let all = [
      "file", "const", "enum", "enumerant", "struct", "field", "union", "group", "interface",
      "method", "param", "annotation",
    ]
    var targets = Set(all.filter { _ in random.happens(50) })
    if targets.isEmpty { targets = ["*"] }
    let type = random.happens(30) ? "Void" : random.pick(["Text", "Int32", "List(Int8)", "Data"])
    annotations.append((name, targets, type))
    return "annotation \(name)(\(targets.sorted().joined(separator: ", "))) :\(type);" + comment(20)
  }

  private mutating func enumeration(_ name: String, _ members: [String]) -> String {
    let order = shuffled(members.count)
    var text = "enum \(name)\(applied("enum")) {" + comment(30)
    for (index, member) in members.enumerated() {
      text += "  \(member) @\(order[index])\(applied("enumerant"));" + comment(20)
    }
    return text + "}" + comment(10)
  }

  // MARK: - Types

  private let numbers = [
    "Void", "Bool", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64",
    "Float32", "Float64",
  ]

  private mutating func type(_ parameters: [String], _ depth: Int = 0) -> String {
    switch random.below(20) {
    case 0..<11: return random.pick(numbers)
    case 11 where !enums.isEmpty: return random.pick(enums).name
    case 12 where depth < 3:
      let element = type([], depth + 1)
      let isUnfit = element.hasPrefix("Any") || element == "Capability"
      return "List(\(isUnfit ? "Text" : element))"
    default: return pointerType(parameters, depth)
    }
  }

  private mutating func pointerType(_ parameters: [String], _ depth: Int) -> String {
    switch random.below(8) {
    case 0: return "Text"
    case 1: return "Data"
    case 2 where !parameters.isEmpty: return random.pick(parameters)
    case 3 where !interfaces.isEmpty: return random.pick(interfaces)
    case 4: return "AnyPointer"
    case 5 where depth == 0: return random.pick(["AnyStruct", "AnyList", "Capability"])
    default:
      guard !structs.isEmpty else { return "Text" }
      let entry = random.pick(structs)
      guard entry.parameters > 0, depth < 3, random.happens(80) else { return entry.name }
      let arguments = (0..<entry.parameters).map { _ in pointerType(parameters, depth + 1) }
      return "\(entry.name)(\(arguments.joined(separator: ", ")))"
    }
  }

  // MARK: - Values

  private mutating func value(_ type: String, _ depth: Int = 0) -> String {
    if depth < 2, let known = constants[type], random.happens(30),
      !enums.contains(where: { $0.name == type })
    {
      return "." + random.pick(known)
    }
    switch type {
    case "Void": return "void"
    case "Bool": return random.pick(["true", "false"])
    case "Int8": return random.pick(["-128", "127", "0", "-1", "0x7f", "017"])
    case "UInt8": return random.pick(["255", "0", "0xff"])
    case "Int16", "Int32": return "\(Int(random.below(65536)) - 32768)"
    case "UInt16", "UInt32": return "\(random.below(65536))"
    case "Int64": return random.pick(["-9223372036854775808", "9223372036854775807", "-5"])
    case "UInt64": return "\(random.next())"
    case "Float32": return random.pick(["1.5", "-0.25", "inf", "-inf", "3", "-7", "1e10"])
    case "Float64": return random.pick(["1e300", "-1.25e-9", "inf", "nan", "12", "-3"])
    case "Text": return random.pick(["\"\"", "\"abc\"", #""\x41\n\t\"q\" é""#])
    case "Data": return random.pick(["\"\"", "\"xyz\"", "0x\"00 ff a1\""])
    default: break
    }
    if type.hasPrefix("List("), type.hasSuffix(")") {
      let element = String(type.dropFirst(5).dropLast())
      guard isValueType(element) else { return "[]" }
      return "["
        + (0..<random.below(4)).map { _ in value(element, depth + 1) }
        .joined(separator: ", ") + "]"
    }
    if let entry = enums.first(where: { $0.name == type }) { return random.pick(entry.members) }
    let known = (fields[type] ?? []).filter { isValueType($0.type) && random.happens(50) }
    let chosen = depth < 3 ? known : []
    return "(" + chosen.map { "\($0.name) = \(value($0.type, depth + 1))" }.joined(separator: ", ")
      + ")"
  }

  private func isValueType(_ type: String) -> Bool {
    if numbers.contains(type) || type == "Text" || type == "Data" { return true }
    if type.hasPrefix("List(") { return isValueType(String(type.dropFirst(5).dropLast())) }
    return enums.contains { $0.name == type } || fields[type] != nil
  }

  private mutating func constant(_ name: String) -> String {
    var type = type([])
    if !isValueType(type) { type = "Int32" }
    let text = "const \(name) :\(type) = \(value(type))\(applied("const"));" + comment(20)
    constants[type, default: []].append(name)
    return text
  }

  // MARK: - Structs

  private mutating func structure(_ name: String, _ count: Int, _ depth: Int = 0) -> String {
    let parameters = (0..<count).map { "T\(depth)\($0)" }
    let list = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
    var slots = 0
    var plain: [(name: String, type: String)] = []
    var body = members(
      1 + random.below(random.happens(20) ? 40 : 8), 0, parameters, &slots, &plain, isTop: true)
    let order = shuffled(slots)
    for (index, ordinal) in order.enumerated() {
      body = body.replacing("@<\(index)>", with: "@\(ordinal)")
    }
    if depth < 2, random.happens(20) {
      counter += 1
      body += structure("\(prefix)n\(counter)", random.below(2), depth + 1)
    }
    if depth == 0, count == 0 { fields[name] = plain }
    return "struct \(name)\(list)\(applied("struct")) {\(comment(20))\(body)}\(comment(20))"
  }

  private mutating func members(
    _ count: Int, _ depth: Int, _ parameters: [String], _ slots: inout Int,
    _ plain: inout [(name: String, type: String)], isTop: Bool, isUnion: Bool = false
  ) -> String {
    var text = ""
    var hasUnion = isUnion
    for _ in 0..<count {
      counter += 1
      let name = "f\(counter)"
      switch random.below(depth < 3 ? 12 : 9) {
      case 9:
        let inner = members(
          1 + random.below(4), depth + 1, parameters, &slots, &plain, isTop: false)
        text += "\(name) :group\(applied("group")) {\(comment(20))\(inner)}" + comment(20)
      case 10:
        let inner = members(
          2 + random.below(4), depth + 1, parameters, &slots, &plain, isTop: false, isUnion: true)
        text += "\(name) :union\(applied("union")) {\(comment(20))\(inner)}" + comment(20)
      case 11 where !hasUnion:
        hasUnion = true
        let inner = members(
          2 + random.below(4), depth + 1, parameters, &slots, &plain, isTop: false, isUnion: true)
        text += "union {\(comment(20))\(inner)}" + comment(20)
      default:
        let type = type(parameters)
        var line = "\(name) @<\(slots)> :\(type)"
        slots += 1
        if random.happens(25), isValueType(type) { line += " = \(value(type))" }
        if isTop { plain.append((name, type)) }
        text += "  \(line)\(applied("field"));" + comment(15)
      }
    }
    return text
  }

  // MARK: - Interfaces

  private mutating func interface(_ name: String) -> String {
    let parents = interfaces.filter { $0 < name && random.happens(30) }
    let extends = parents.isEmpty ? "" : " extends(\(parents.joined(separator: ", ")))"
    let count = random.below(5)
    let order = shuffled(count)
    var text = "interface \(name)\(extends)\(applied("interface")) {" + comment(30)
    for index in 0..<count {
      let implicit = random.happens(15) ? ["Q"] : []
      let list = implicit.isEmpty ? "" : " [Q]"
      text += "  m\(index) @\(order[index])\(list) \(parameterList(implicit))"
      switch random.below(4) {
      case 0: text += " -> stream"
      case 1: break
      default: text += " -> \(parameterList(implicit))"
      }
      text += "\(applied("method"));" + comment(20)
    }
    return text + "}" + comment(20)
  }

  private mutating func parameterList(_ implicit: [String]) -> String {
    let plain = structs.filter { $0.parameters == 0 }
    if random.happens(20), !plain.isEmpty { return random.pick(plain).name }
    let items = (0..<random.below(4)).map { index -> String in
      let type = type(implicit)
      var text = "p\(index) :\(type)"
      if random.happens(15), isValueType(type) { text += " = \(value(type))" }
      return text + applied("param")
    }
    return "(\(items.joined(separator: ", ")))"
  }
}
