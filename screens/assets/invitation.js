// The secret of an invitation stands behind # in the link, where no server log sees it; the form hands it over.
(function () {
  "use strict";
  var field = document.querySelector("#uitnodiging input[name=secret]");
  if (field && location.hash.length > 1) { field.value = location.hash.slice(1); }
})();
