/// The Swift names that one field takes.
struct FieldNames {
  var property: String
  var has: String
  var set: String
  var initialize: String
  var clear: String
  var pointer: String

  /// Names the fields of a struct or group.
  ///
  /// - Parameters:
  ///   - structure: The struct.
  ///   - wishes: The names asked for, in the order of the fields.
  /// - Returns: The names, in the order of the fields.
  static func names(for structure: RequestStruct) -> [FieldNames] {
    var reserved: Set<String> = ["raw", "asReader"]
    if structure.discriminantCount > 0 { reserved.formUnion(["which", "tag"]) }
    var scope = NameScope(reserved: reserved)
    return structure.fields.map { field in
      let wish = field.setting(SwiftAnnotations.name) ?? field.name
      let name = SwiftName.identifier(wish)
      let capitalized = SwiftName.capitalized(name)
      return FieldNames(
        property: scope.take(name), has: scope.take("has" + capitalized),
        set: scope.take("set" + capitalized), initialize: scope.take("init" + capitalized),
        clear: scope.take("clear" + capitalized), pointer: scope.take(name + "Pointer"))
    }
  }
}
