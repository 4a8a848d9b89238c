# What Rust calls the target: empty for this machine. Set it beside a toolchain file: thumbv7em-none-eabihf, ...
set(STACKPROP_TARGET "" CACHE STRING "rustc's target triple")
set(STACKPROP_PROFILE release CACHE STRING "release (fast), or small")
set(STACKPROP_CARGO_FLAGS "" CACHE STRING "for cargo, when it builds for the target")

# stackprop_library(PACKAGE): the target stackprop::PACKAGE, made by build.sh from a package of this workspace. It is asked
# at every build, since cargo knows what has changed; what has not is not touched.
function(stackprop_library package)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${package})
  set(header ${folder}/include/${package}.h)
  set(archive ${folder}/lib/lib${package}.a)
  add_custom_target(stackprop_${package} ALL
    COMMAND ${CMAKE_COMMAND} -E env
      NM=${CMAKE_NM} LD=${CMAKE_LINKER} OBJCOPY=${CMAKE_OBJCOPY} AR=${CMAKE_AR}
      PROFILE=${STACKPROP_PROFILE} CARGO_FLAGS=${STACKPROP_CARGO_FLAGS}
      ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../build.sh ${package} ${folder} ${STACKPROP_TARGET}
    BYPRODUCTS ${header} ${archive}
    VERBATIM)
  file(MAKE_DIRECTORY ${folder}/include) # an imported target's must exist
  add_library(stackprop::${package} STATIC IMPORTED GLOBAL)
  set_target_properties(stackprop::${package} PROPERTIES
    IMPORTED_LOCATION ${archive} INTERFACE_INCLUDE_DIRECTORIES ${folder}/include)
  add_dependencies(stackprop::${package} stackprop_${package})
  set(stackprop_packages ${stackprop_packages} ${package} PARENT_SCOPE)
  set(stackprop_headers ${stackprop_headers} ${header} PARENT_SCOPE)
  set(stackprop_archives ${stackprop_archives} ${archive} PARENT_SCOPE)
endfunction()
