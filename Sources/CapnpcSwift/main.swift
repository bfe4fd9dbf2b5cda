import Platform

ProgramEnd.exit(CapnpcSwift.run(Array(CommandLine.arguments.dropFirst())))
