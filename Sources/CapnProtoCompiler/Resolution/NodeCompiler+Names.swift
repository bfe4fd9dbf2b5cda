extension NodeCompiler {
  /// Checks the names of members, and that they belong where they stand.
  func checkNames(_ declaration: Declaration) {
    var names: [String: Name] = [:]
    checkNames(declaration, &names)
  }

  private func checkNames(_ parent: Declaration, _ names: inout [String: Name]) {
    for member in parent.members {
      let name = member.name
      if let other = names[name.text] {
        if name.text.isEmpty {
          report("The scope has a union without a name already", at: name.range)
        } else {
          report("The name is declared twice in this scope", at: name.range)
          report("The name is first declared here", at: other.range)
        }
      } else {
        names[name.text] = name
      }
      checkSpelling(member)
      switch member.kind {
      case .using, .constant, .enumeration, .structure, .interface, .annotation:
        if !parent.canHoldDeclarations {
          report("Such a declaration can't stand in a union or group", at: name.range)
        }
      case .union where name.text.isEmpty:
        // Its members share the scope.
        checkNames(member, &names)
      case .union, .group: checkNames(member)
      default: break
      }
    }
  }

  private func checkSpelling(_ member: Declaration) {
    guard let first = member.name.text.utf8.first else { return }
    let isCapital = first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
    let isSmall = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
    switch member.kind {
    case .using where !member.isRenamed: break
    case .using, .enumeration, .structure, .interface:
      if !isCapital { report("Names of types start with a capital letter", at: member.name.range) }
    default:
      if !isSmall {
        report("Names of what is no type start with a small letter", at: member.name.range)
      }
    }
    if member.name.text.utf8.contains(UInt8(ascii: "_")) {
      report("Names are written in camelCase, without underscores", at: member.name.range)
    }
  }
}

extension Declaration {
  fileprivate var canHoldDeclarations: Bool {
    switch kind {
    case .file, .structure, .interface: true
    default: false
    }
  }
}
